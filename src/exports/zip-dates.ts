const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;
/** 1 January 1980, the first moment that a ZIP archive can name, as its two 16-bit words of time and date. */
const EPOCH = 0x00210000;

/**
 * Sets the time of every entry of a ZIP archive to the first one there is, in place: an archive of equal files then has
 * equal bytes. Takes archives without a comment and below 4 GB.
 */
export function withoutDates(archive: Buffer): Buffer {
  const end = archive.length - END_BYTES;
  if (end < 0 || archive.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a plain ZIP archive');
  const entries = archive.readUInt16LE(end + 10);
  let place = archive.readUInt32LE(end + 16);
  for (let entry = 0; entry < entries; entry++) {
    if (archive.readUInt32LE(place) !== DIRECTORY_ENTRY) throw new Error('not a plain ZIP archive');
    archive.writeUInt32LE(EPOCH, place + 12);
    archive.writeUInt32LE(EPOCH, archive.readUInt32LE(place + 42) + 10);
    // Behind 46 fixed bytes lie the name, the extra field and the comment.
    const variable = [28, 30, 32].map((offset) => archive.readUInt16LE(place + offset));
    place += 46 + variable.reduce((sum, bytes) => sum + bytes, 0);
  }
  return archive;
}

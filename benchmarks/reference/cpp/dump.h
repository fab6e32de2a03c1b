// Reads the folder that the bench writes: arrays as raw little-endian files named by path and type, numbers in header.json.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

class Dump {
public:
  explicit Dump(std::string folder) : folder_(std::move(folder)) {
    const std::vector<char> bytes = read("header.json");
    readNumbers(std::string(bytes.begin(), bytes.end()));
  }

  double number(const std::string& name) const {
    const auto found = numbers_.find(name);
    if (found == numbers_.end()) throw std::runtime_error("header.json has no " + name);
    return found->second;
  }

  int integer(const std::string& name) const { return static_cast<int>(number(name)); }

  // A new copy of the array of that name, which must have been written with the type asked for. It lives as long as this.
  template <class T>
  T* array(const std::string& name) {
    arrays_.push_back(read(name + suffix<T>()));
    return reinterpret_cast<T*>(arrays_.back().data());
  }

private:
  template <class T>
  static const char* suffix() {
    if constexpr (std::is_same_v<T, uint8_t>) return ".u8";
    if constexpr (std::is_same_v<T, int16_t>) return ".i16";
    if constexpr (std::is_same_v<T, uint16_t>) return ".u16";
    if constexpr (std::is_same_v<T, int32_t>) return ".i32";
    if constexpr (std::is_same_v<T, uint32_t>) return ".u32";
    if constexpr (std::is_same_v<T, double>) return ".f64";
  }

  std::vector<char> read(const std::string& name) const {
    std::ifstream file(folder_ + "/" + name, std::ios::binary);
    if (!file) throw std::runtime_error("the dump has no " + name);
    return std::vector<char>(std::istreambuf_iterator<char>(file), {});
  }

  // The header is one flat object: "name": number, ...
  void readNumbers(const std::string& text) {
    std::size_t at = 0;
    while ((at = text.find('"', at)) != std::string::npos) {
      const std::size_t end = text.find('"', at + 1);
      numbers_[text.substr(at + 1, end - at - 1)] = std::strtod(text.c_str() + text.find(':', end) + 1, nullptr);
      at = end + 1;
    }
  }

  std::string folder_;
  std::map<std::string, double> numbers_;
  std::vector<std::vector<char>> arrays_;
};

using System.Diagnostics.CodeAnalysis;

namespace LayerKit.Registration;

internal delegate bool OptionParser<T>(string text, [MaybeNullWhen(false)] out T value);

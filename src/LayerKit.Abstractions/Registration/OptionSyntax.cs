using System.Diagnostics.CodeAnalysis;

namespace LayerKit.Registration;

/// <summary>How the values of one kind of option are written. Made by <see cref="OptionText"/>.</summary>
/// <typeparam name="T">What a value means.</typeparam>
public sealed class OptionSyntax<T>
{
    private readonly OptionParser<T> _parser;
    private readonly Func<T, string> _format;
    private readonly Func<string, string> _hint;

    internal OptionSyntax(string expected, OptionParser<T> parser, Func<T, string> format, Func<string, string> hint)
    {
        Expected = expected;
        _parser = parser;
        _format = format;
        _hint = hint;
    }

    /// <summary>What a value looks like, as a phrase: <c>a size such as 10G</c>.</summary>
    public string Expected { get; }

    /// <summary>Reads a value; false when the text is not one.</summary>
    public bool TryParse(string text, [MaybeNullWhen(false)] out T value) => _parser(text, out value);

    /// <summary>Writes a value so that <see cref="TryParse"/> reads it; null for null.</summary>
    public string? Format(T? value) => value is null ? null : _format(value);

    /// <summary>What to do about a text that is no value.</summary>
    public string Hint(string text) => _hint(text);
}

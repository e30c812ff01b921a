using System.Text;

namespace LayerKit.Metadata;

/// <summary>The rule for names of pins: 1 to 255 bytes of UTF-8 without control characters. Slashes and colons are fine, as in <c>shop/web:1.4</c>.</summary>
public static class PinName
{
    /// <summary>The most bytes that a name may have in UTF-8.</summary>
    public const int MaxBytes = 255;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses what is no name of a pin.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, no text, or has a control character.</exception>
    public static void ThrowIfInvalid(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        // An EncoderFallbackException is an ArgumentException too, and says which half of a pair is missing.
        if (StrictUtf8.GetByteCount(name) > MaxBytes || name.Any(char.IsControl))
        {
            throw new ArgumentException($"a pin's name has at most {MaxBytes} bytes and no control character", nameof(name));
        }
    }
}

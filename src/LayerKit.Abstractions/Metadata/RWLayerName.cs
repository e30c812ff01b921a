using System.Text;

namespace LayerKit.Metadata;

/// <summary>The rule for names of RW layers in a metadata store: one file name, because in Docker's layout it is one.</summary>
public static class RWLayerName
{
    /// <summary>The most bytes that a name may have in UTF-8.</summary>
    public const int MaxBytes = 255;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Refuses what is no name of an RW layer.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, no text, <c>.</c> or <c>..</c>, or has a character that no file name has.</exception>
    public static void ThrowIfInvalid(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name is "." or ".." || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || StrictUtf8.GetByteCount(name) > MaxBytes)
        {
            throw new ArgumentException($"an RW layer's name is one file name of at most {MaxBytes} bytes", nameof(name));
        }
    }
}

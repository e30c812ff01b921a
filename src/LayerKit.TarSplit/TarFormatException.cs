namespace LayerKit.TarSplit;

/// <summary>The tar is malformed or cut short, so that it cannot be split into members without guessing.</summary>
public sealed class TarFormatException : IOException
{
    /// <summary>Describes one malformed place.</summary>
    /// <param name="reason">What is wrong there, as the end of a sentence.</param>
    /// <param name="offset">Bytes from the start of the plain tar.</param>
    public TarFormatException(string reason, long offset)
        : base($"The tar is malformed at byte {offset}: {reason}.")
    {
        Reason = reason;
        Offset = offset;
    }

    /// <summary>What is wrong, as the end of a sentence.</summary>
    public string Reason { get; }

    /// <summary>Where it was noticed, in bytes from the start of the plain tar.</summary>
    public long Offset { get; }
}

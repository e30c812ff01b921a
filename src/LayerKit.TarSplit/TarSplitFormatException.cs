namespace LayerKit.TarSplit;

/// <summary>The stored tar-split entries are malformed, so that the tar cannot be put together from them.</summary>
public sealed class TarSplitFormatException : IOException
{
    /// <summary>Describes one malformed entry.</summary>
    /// <param name="reason">What is wrong with it, as the end of a sentence.</param>
    /// <param name="position">The running index of the entry.</param>
    /// <param name="inner">What the JSON reader said, if it did.</param>
    public TarSplitFormatException(string reason, long position, Exception? inner = null)
        : base($"Entry {position} of the tar-split metadata is malformed: {reason}.", inner) => Position = position;

    /// <summary>The running index of the entry, from 0.</summary>
    public long Position { get; }
}

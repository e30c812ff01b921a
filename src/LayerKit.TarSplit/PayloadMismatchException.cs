namespace LayerKit.TarSplit;

/// <summary>A file is not what it was when the tar was split, so that the same tar cannot be put together.</summary>
public sealed class PayloadMismatchException : IOException
{
    /// <summary>Describes one changed file.</summary>
    /// <param name="name">The member's name; bytes that are not UTF-8 are shown as replacement characters.</param>
    /// <param name="reason">What differs, as the end of a sentence.</param>
    public PayloadMismatchException(string name, string reason)
        : base($"The tar cannot be put together: the content of \"{name}\" {reason}.") => Name = name;

    /// <summary>The member's name; bytes that are not UTF-8 are shown as replacement characters.</summary>
    public string Name { get; }
}

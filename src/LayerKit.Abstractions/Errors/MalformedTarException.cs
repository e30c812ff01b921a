namespace LayerKit.Errors;

/// <summary>The bytes are not a whole, well-formed tar.</summary>
public sealed class MalformedTarException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="offset">Where, in bytes of the plain tar.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public MalformedTarException(string reason, long offset, Exception? innerException = null)
        : base("LK0201", $"cannot read the tar at byte {offset}: {reason}; fetch or create it again", innerException)
    {
        Offset = offset;
    }

    /// <summary>Where it was noticed, in bytes of the plain tar.</summary>
    public long Offset { get; }
}

namespace LayerKit.Testing;

/// <summary>What was checked does not do what its contract says.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Reports it.</summary>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">What was thrown instead, if anything was.</param>
    public ConformanceException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

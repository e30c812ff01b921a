namespace LayerKit.Errors;

/// <summary>The root of everything LayerKit reports. Its message is one line: what failed, on which id, why, and what to do.</summary>
public abstract class LayerKitException : Exception
{
    private protected LayerKitException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Code = code;
        HelpLink = $"docs/diagnostics/{code}.md";
    }

    /// <summary>The stable code, <c>LK</c> and four digits; docs/diagnostics has a page for each.</summary>
    public string Code { get; }
}

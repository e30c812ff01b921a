namespace LayerKit.Errors;

/// <summary>An image's config has a value that no image can have.</summary>
public sealed class ImageConfigException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="field">What was set, such as <c>port</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expected">What is allowed instead.</param>
    public ImageConfigException(string field, string value, string expected)
        : base("LK6001", $"cannot write the image: {field} is '{value}', expected {expected}")
    {
        Field = field;
    }

    /// <summary>What was set.</summary>
    public string Field { get; }
}

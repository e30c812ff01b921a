namespace LayerKit.Errors;

/// <summary>No driver or metadata store of a name is known.</summary>
public sealed class UnknownPluginException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="kind"><c>driver</c> or <c>metadata store</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that are known, as a list.</param>
    public UnknownPluginException(string kind, string name, string known)
        : base("LK0303", $"no {kind} named '{name}': known are {known}; correct the name or reference its package")
    {
        Name = name;
    }

    /// <summary>The name that is not known.</summary>
    public string Name { get; }
}

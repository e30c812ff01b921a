namespace LayerKit.Errors;

/// <summary>A root was created with other choices than it is opened with.</summary>
public sealed class StoreMismatchException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    /// <param name="what">Driver or metadata store.</param>
    /// <param name="asked">What was asked for.</param>
    /// <param name="actual">What the root has.</param>
    public StoreMismatchException(string root, string what, string asked, string actual)
        : base("LK0402", $"cannot open store {root} with {what} '{asked}': it was created with '{actual}'; leave the option out or use another root")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}

namespace LayerKit.Errors;

/// <summary>Docker's daemon runs on a data root, and would not notice what somebody else changes there.</summary>
public sealed class DockerRunningException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    public DockerRunningException(string root)
        : base("LK0406", $"cannot open store {root} to change it: dockerd is running on it; stop dockerd, or open the store read-only")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}

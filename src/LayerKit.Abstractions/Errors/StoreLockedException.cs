namespace LayerKit.Errors;

/// <summary>Another process has the store open.</summary>
public sealed class StoreLockedException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="root">The data root.</param>
    /// <param name="waited">How long was waited.</param>
    public StoreLockedException(string root, TimeSpan waited)
        : base("LK0401", $"cannot open store {root}: another process has it open, waited {waited.TotalSeconds:0.#} s; end that process or wait longer")
    {
        Root = root;
    }

    /// <summary>The data root.</summary>
    public string Root { get; }
}

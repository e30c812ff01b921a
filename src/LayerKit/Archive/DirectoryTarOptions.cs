namespace LayerKit.Archive;

/// <summary>What a directory's tar says about its files.</summary>
public sealed record DirectoryTarOptions
{
    /// <summary>Modification time of every entry, whole seconds since 1970; 0 unless said otherwise.</summary>
    public long ModifiedTime { get; init; }

    /// <summary>Directory inside the layer that the files go to, such as <c>app</c>; empty for the root.</summary>
    public string TargetPath { get; init; } = "";
}

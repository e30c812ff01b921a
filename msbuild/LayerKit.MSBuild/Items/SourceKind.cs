namespace LayerKit.MSBuild.Items;

/// <summary>What a layer is made from.</summary>
internal enum SourceKind
{
    /// <summary>A tar of any compression, kept as it is.</summary>
    Tar,

    /// <summary>A directory with all that is in it.</summary>
    Directory,

    /// <summary>Files that are listed one by one, none at all included.</summary>
    Files,
}

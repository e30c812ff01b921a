namespace LayerKit.Registering;

/// <summary>What a member's name says besides naming a file.</summary>
internal enum WhiteoutKind
{
    /// <summary>It is an ordinary entry.</summary>
    None,

    /// <summary>It hides one path of the lower layers.</summary>
    Whiteout,

    /// <summary>It hides everything that lower layers have in its directory.</summary>
    Opaque,

    /// <summary>AUFS's own housekeeping, which is kept in the tar and makes no file.</summary>
    Ignored,
}

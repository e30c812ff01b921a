namespace LayerKit.Testing.Drivers;

/// <summary>What a driver, its place or whoever runs the checks can do, and checks need.</summary>
[Flags]
internal enum Abilities
{
    None = 0,

    /// <summary>The merged tree can be seen, by a mount or a checkout.</summary>
    Tree = 1 << 0,
    Mount = 1 << 1,
    ReadWrite = 1 << 2,
    Diff = 1 << 3,
    Staged = 1 << 4,
    Checkout = 1 << 5,
    Usage = 1 << 6,
    Sync = 1 << 7,
    Describes = 1 << 8,
    ApplyDiff = 1 << 12,
    Commit = 1 << 13,

    /// <summary>Owners can be given and devices made.</summary>
    Root = 1 << 9,

    /// <summary>The driver works on a file system that is soon full.</summary>
    SmallPlace = 1 << 10,

    /// <summary>Somebody knows how to damage a layer.</summary>
    Damage = 1 << 11,
}

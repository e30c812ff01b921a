namespace LayerKit.Cli.Reading;

/// <summary>What a member of a layer's tar is; the names, in lower case, are those of <c>files --json</c>.</summary>
internal enum MemberKind
{
    File,
    Directory,
    Symlink,
    HardLink,
    CharacterDevice,
    BlockDevice,
    Fifo,

    /// <summary>Hides one path of lower layers.</summary>
    Whiteout,

    /// <summary>Hides what lower layers have in a directory.</summary>
    Opaque,
}

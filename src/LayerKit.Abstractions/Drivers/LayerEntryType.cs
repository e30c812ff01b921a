namespace LayerKit.Drivers;

/// <summary>What kind of file a layer entry makes.</summary>
public enum LayerEntryType
{
    /// <summary>A regular file, the only kind with a payload.</summary>
    File,

    /// <summary>A directory. It merges with one that is already there.</summary>
    Directory,

    /// <summary>A symbolic link; its target is kept verbatim and never followed or checked.</summary>
    SymbolicLink,

    /// <summary>A further name of a file that this layer or a lower one has.</summary>
    HardLink,

    /// <summary>A character device.</summary>
    CharacterDevice,

    /// <summary>A block device.</summary>
    BlockDevice,

    /// <summary>A named pipe.</summary>
    Fifo,
}

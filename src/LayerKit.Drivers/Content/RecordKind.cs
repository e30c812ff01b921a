namespace LayerKit.Drivers.Content;

/// <summary>What a record of an index says. The numbers are part of the format; those below 16 are of <see cref="LayerEntryType"/>.</summary>
internal enum RecordKind : byte
{
    File = 0,
    Directory = 1,
    SymbolicLink = 2,
    HardLink = 3,
    CharacterDevice = 4,
    BlockDevice = 5,
    Fifo = 6,
    Whiteout = 16,
    Opaque = 17,
}

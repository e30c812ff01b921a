namespace LayerKit;

/// <summary>How far a register has come. The last report of a successful one has a stage of Committed or AlreadyPresent.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="BytesRead">Bytes read from the source, compressed if it is.</param>
/// <param name="TarBytes">Bytes of plain tar handled.</param>
/// <param name="Entries">Tar members handled.</param>
public readonly record struct LayerProgress(LayerStage Stage, long BytesRead, long TarBytes, long Entries);

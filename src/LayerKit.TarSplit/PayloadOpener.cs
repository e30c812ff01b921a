namespace LayerKit.TarSplit;

/// <summary>Opens the content of a file for reading from its start. The assembler disposes the stream.</summary>
/// <param name="name">The member's name as the tar has it; not cleaned, not to be trusted as a path. Valid during the call.</param>
/// <returns>The content.</returns>
public delegate Stream PayloadOpener(ReadOnlySpan<byte> name);

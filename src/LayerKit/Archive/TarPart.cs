namespace LayerKit.Archive;

/// <summary>One member of a tar that is being made: its header blocks, and where its content comes from.</summary>
/// <param name="Header">Whole blocks, PAX headers included.</param>
/// <param name="Length">Bytes of content that follow, padded to whole blocks.</param>
/// <param name="Open">Opens the content, or null when there is none; the stream is disposed by whoever asked.</param>
internal readonly record struct TarPart(ReadOnlyMemory<byte> Header, long Length, Func<Stream>? Open);

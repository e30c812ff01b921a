using LayerKit.Drivers;

namespace LayerKit.Archive;

/// <summary>One member of a tar that is being made: its header blocks, and where its content comes from.</summary>
/// <param name="Header">Whole blocks, PAX headers included.</param>
/// <param name="Length">Bytes of content that follow, padded to whole blocks.</param>
/// <param name="Open">Opens the content, or null when there is none; the stream is disposed by whoever asked.</param>
internal readonly record struct TarPart(ReadOnlyMemory<byte> Header, long Length, Func<Stream>? Open)
{
    /// <summary>What deletes a path of the layers below: an empty file of mode 0 and time 0 named <c>.wh.NAME</c> (OCI image-spec, layer.md).</summary>
    public static TarPart Whiteout(ReadOnlySpan<byte> path)
    {
        int name = path.LastIndexOf((byte)'/') + 1;
        return new TarPart(TarEntryHeader.Write([.. path[..name], .. Registering.Whiteout.Prefix, .. path[name..]], new LayerEntry { Type = LayerEntryType.File }), 0, null);
    }
}

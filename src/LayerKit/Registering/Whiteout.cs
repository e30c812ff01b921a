using LayerKit.Errors;

namespace LayerKit.Registering;

/// <summary>What a member's name says besides naming a file (OCI image-spec, layer.md, "Whiteouts"; the prefix is AUFS's).</summary>
internal static class Whiteout
{
    /// <summary>What a name begins with that deletes another.</summary>
    public static ReadOnlySpan<byte> Prefix => ".wh."u8;

    private static ReadOnlySpan<byte> MetadataPrefix => ".wh..wh."u8;

    private static ReadOnlySpan<byte> OpaqueMarker => ".wh..wh..opq"u8;

    /// <summary>Tells what a clean path means.</summary>
    /// <exception cref="UnsafeTarEntryException">It whites out <c>.</c>, <c>..</c> or nothing.</exception>
    public static WhiteoutKind Classify(EntryPath path)
    {
        ReadOnlySpan<byte> name = path.LastPart;
        if (IsAufsMetadata(path.Clean))
        {
            return name.SequenceEqual(OpaqueMarker) ? WhiteoutKind.Opaque : WhiteoutKind.Ignored;
        }

        if (!name.StartsWith(Prefix))
        {
            return WhiteoutKind.None;
        }

        ReadOnlySpan<byte> hidden = name[Prefix.Length..];
        if (hidden.IsEmpty || hidden.SequenceEqual("."u8) || hidden.SequenceEqual(".."u8))
        {
            throw new UnsafeTarEntryException(EntryPath.Text(path.Clean), "it is a whiteout of no file in its directory");
        }

        return WhiteoutKind.Whiteout;
    }

    /// <summary>The path that a whiteout hides: <c>a/.wh.b</c> hides <c>a/b</c>.</summary>
    public static int Target(EntryPath path, Span<byte> destination)
    {
        int directory = path.Clean.Length - path.LastPart.Length;
        path.Clean[..directory].CopyTo(destination);
        ReadOnlySpan<byte> hidden = path.LastPart[Prefix.Length..];
        hidden.CopyTo(destination[directory..]);
        return directory + hidden.Length;
    }

    /// <summary>AUFS kept its own files under names that start with <c>.wh..wh.</c>, and directories of them at the root.</summary>
    private static bool IsAufsMetadata(ReadOnlySpan<byte> path)
    {
        int lastPart = path.LastIndexOf((byte)'/') + 1;
        return path.StartsWith(MetadataPrefix) || path[lastPart..].StartsWith(MetadataPrefix);
    }
}

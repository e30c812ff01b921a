namespace LayerKit.Drivers.Tree;

/// <summary>How names of extended attributes are kept where some of them have a meaning for the file system: under a further name, so that they have none.</summary>
/// <remarks>Overlayfs's own way since Linux 6.7: <c>trusted.overlay.opaque</c> of an archive is <c>trusted.overlay.overlay.opaque</c> on disk, and is shown as it was through a mount.</remarks>
internal sealed class XattrNames
{
    private readonly byte[] _reserved;

    /// <param name="reserved">What names with a meaning begin with, dot included; empty when there are none.</param>
    public XattrNames(ReadOnlySpan<byte> reserved) => _reserved = reserved.ToArray();

    /// <summary>Every name is kept as it is.</summary>
    public static XattrNames Plain { get; } = new(default);

    private static ReadOnlySpan<byte> Escape => "overlay."u8;

    /// <summary>The name on disk for a name of an archive.</summary>
    public ReadOnlySpan<byte> Stored(ReadOnlySpan<byte> name) =>
        IsReserved(name) ? (byte[])[.. _reserved, .. Escape, .. name[_reserved.Length..]] : name;

    /// <summary>The archive's name for a name on disk; false for one that belongs to the file system.</summary>
    public bool TryShow(ReadOnlyMemory<byte> stored, out ReadOnlyMemory<byte> name)
    {
        name = stored;
        if (!IsReserved(stored.Span))
        {
            return true;
        }

        ReadOnlySpan<byte> rest = stored.Span[_reserved.Length..];
        bool isEscaped = rest.StartsWith(Escape);
        name = isEscaped ? (byte[])[.. _reserved, .. rest[Escape.Length..]] : default;
        return isEscaped;
    }

    /// <summary>The attributes of a file as an archive has them.</summary>
    public IReadOnlyList<Xattr> Show(IReadOnlyList<Xattr> stored)
    {
        if (_reserved.Length == 0 || stored.Count == 0)
        {
            return stored;
        }

        List<Xattr> shown = [];
        foreach (Xattr xattr in stored)
        {
            if (TryShow(xattr.Name, out ReadOnlyMemory<byte> name))
            {
                shown.Add(new Xattr(name, xattr.Value));
            }
        }

        shown.Sort(static (left, right) => left.Name.Span.SequenceCompareTo(right.Name.Span));
        return shown;
    }

    private bool IsReserved(ReadOnlySpan<byte> name) => _reserved.Length > 0 && name.StartsWith(_reserved);
}

using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.TarSplit;

namespace LayerKit.Registering;

/// <summary>Reads a tar once: what has to come back byte for byte goes to the split data, what makes files goes to the driver.</summary>
/// <remarks>The policy on names, whiteouts and member types is here and nowhere else, so that no driver can get it wrong.</remarks>
internal sealed class LayerApplier
{
    private readonly TarDisassembler _tar;
    private readonly TarSplitWriter? _split;
    private readonly ILayerWriter _writer;
    private readonly TarPayload _payload;
    private readonly EntryPath _path = new();
    private readonly EntryPath _linkTarget = new();
    private readonly MemberNames _names = new();

    /// <summary>Starts on a tar.</summary>
    /// <param name="tar">The tar, read to its end.</param>
    /// <param name="split">Takes what has to come back byte for byte; null when nothing has to.</param>
    /// <param name="writer">Takes what makes files.</param>
    public LayerApplier(TarDisassembler tar, TarSplitWriter? split, ILayerWriter writer)
    {
        _tar = tar;
        _split = split;
        _writer = writer;
        _payload = new TarPayload(tar);
    }

    /// <summary>Members applied so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Bytes of regular files applied so far: the layer's size.</summary>
    public long Size { get; private set; }

    /// <summary>Handles the next member; false at the end of the tar, when everything after it has been kept too.</summary>
    /// <exception cref="MalformedTarException">The bytes are no whole tar.</exception>
    /// <exception cref="UnsafeTarEntryException">A member would reach outside the layer.</exception>
    /// <exception cref="UnsupportedTarEntryException">A member cannot be kept byte for byte.</exception>
    public bool ApplyNext()
    {
        try
        {
            if (_tar.Read())
            {
                ApplyMember(_tar.Member);
                return true;
            }

            do
            {
                WriteSegment();
            }
            while (_tar.ReadTrailing());
            return false;
        }
        catch (TarFormatException e)
        {
            throw new MalformedTarException(e.Reason, e.Offset, e);
        }
    }

    private void WriteSegment()
    {
        if (!_tar.Segment.IsEmpty)
        {
            _split?.WriteSegment(_tar.Segment);
        }
    }

    private void ApplyMember(TarMember member)
    {
        WriteSegment();
        _path.Set(member.Name);
        if (!member.IsGlobalHeader)
        {
            ThrowIfSeen(_path.Clean);
            ApplyEntry(member);
        }

        _payload.Drain();
        _split?.WriteFile(member.Name, member.PayloadLength, _tar.PayloadCrc);
        Entries++;
    }

    /// <summary>Refuses a tar that names a path twice: a reader of tar-split's format cannot give it back (vbatts/tar-split, storage/packer.go).</summary>
    private void ThrowIfSeen(ReadOnlySpan<byte> path)
    {
        if (!_names.Add(path))
        {
            throw new UnsupportedTarEntryException(EntryPath.Text(path), "the tar has two members of this path");
        }
    }

    private void ApplyEntry(TarMember member)
    {
        _payload.Begin(member.PayloadLength);
        switch (Whiteout.Classify(_path))
        {
            case WhiteoutKind.None:
                Add(member);
                break;
            case WhiteoutKind.Whiteout:
                RefusePayload(member);
                Span<byte> target = stackalloc byte[_path.Clean.Length];
                _writer.Whiteout(target[..Whiteout.Target(_path, target)]);
                break;
            case WhiteoutKind.Opaque:
                RefusePayload(member);
                _writer.Opaque(_path.Directory);
                break;
            default:
                RefusePayload(member);
                break;
        }
    }

    private void Add(TarMember member)
    {
        LayerEntryType type = TypeOf(member);
        ReadOnlySpan<byte> linkTarget = member.LinkName;
        if (type == LayerEntryType.HardLink)
        {
            _linkTarget.Set(member.LinkName);
            linkTarget = _linkTarget.Clean;
        }

        if (_path.Clean.IsEmpty && type != LayerEntryType.Directory)
        {
            throw new UnsafeTarEntryException(EntryPath.Text(member.Name), "it would replace the layer's root");
        }

        LayerEntry entry = new()
        {
            Path = _path.Clean,
            Type = type,
            LinkTarget = linkTarget,
            Mode = member.Mode & 0xFFF,
            UserId = member.UserId,
            GroupId = member.GroupId,
            Size = member.PayloadLength,
            ModifiedTime = new UnixTime(member.ModifiedSeconds, member.ModifiedNanoseconds),
            DeviceMajor = member.DeviceMajor,
            DeviceMinor = member.DeviceMinor,
            Xattrs = member.Xattrs is { Count: > 0 } xattrs ? [.. xattrs.Select(xattr => new Xattr(xattr.Name, xattr.Value))] : null,
        };
        _writer.Add(entry, type == LayerEntryType.File ? _payload : LayerPayload.Empty);
        Size += member.PayloadLength;
    }

    private static LayerEntryType TypeOf(TarMember member) => (char)member.TypeFlag switch
    {
        _ when member.IsSparse => throw new UnsupportedTarEntryException(EntryPath.Text(member.Name), "it is a sparse file"),
        '0' or '7' or '\0' => LayerEntryType.File,
        '1' => LayerEntryType.HardLink,
        '2' => LayerEntryType.SymbolicLink,
        '3' => LayerEntryType.CharacterDevice,
        '4' => LayerEntryType.BlockDevice,
        '5' => LayerEntryType.Directory,
        '6' => LayerEntryType.Fifo,
        char other => throw new UnsupportedTarEntryException(EntryPath.Text(member.Name), $"its member type is '{other}'"),
    };

    private static void RefusePayload(TarMember member)
    {
        if (member.PayloadLength > 0)
        {
            throw new UnsupportedTarEntryException(EntryPath.Text(member.Name), "it is a whiteout with content");
        }
    }
}

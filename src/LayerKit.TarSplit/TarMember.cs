namespace LayerKit.TarSplit;

/// <summary>What the headers say about one member, after PAX records, GNU long names and the ustar prefix are resolved.</summary>
/// <remarks>One object is filled again for each member: spans and values are valid until the next <see cref="TarDisassembler.Read"/>.</remarks>
public sealed partial class TarMember
{
    private readonly ByteBuffer _name = new();
    private readonly ByteBuffer _linkName = new();
    private readonly ByteBuffer _sparseName = new();
    private List<TarXattr>? _xattrs;
    private long _sparseSize;

    internal TarMember()
    {
    }

    /// <summary>Name as the tar has it: any encoding, a leading <c>./</c> and a trailing slash kept.</summary>
    public ReadOnlySpan<byte> Name => _name.Written;

    /// <summary>Target of a link as the tar has it; empty when the headers give none.</summary>
    public ReadOnlySpan<byte> LinkName => _linkName.Written;

    /// <summary>One of <see cref="TarTypeFlag"/>, or an unknown flag verbatim. Old ways of saying file and directory are translated.</summary>
    public byte TypeFlag { get; private set; }

    /// <summary>Permission bits with setuid, setgid and sticky (07777).</summary>
    public int Mode { get; private set; }

    /// <summary>Numeric owner; negative values occur in odd tars.</summary>
    public long UserId { get; private set; }

    /// <summary>Numeric group; negative values occur in odd tars.</summary>
    public long GroupId { get; private set; }

    /// <summary>Bytes as the header says, for a sparse file with all holes. May be more than 0 where no payload follows.</summary>
    public long Size { get; private set; }

    /// <summary>Bytes of payload that follow in the tar: 0 for links, directories, devices and pipes whatever the header says.</summary>
    public long PayloadLength { get; private set; }

    /// <summary>Time of last modification in whole seconds since 1970, rounded down; negative before.</summary>
    public long ModifiedSeconds { get; private set; }

    /// <summary>0 to 999,999,999, counted forward from <see cref="ModifiedSeconds"/>.</summary>
    public int ModifiedNanoseconds { get; private set; }

    /// <summary>Major number of a device, otherwise 0.</summary>
    public uint DeviceMajor { get; private set; }

    /// <summary>Minor number of a device, otherwise 0.</summary>
    public uint DeviceMinor { get; private set; }

    /// <summary>Extended attributes in the order of the headers; the list belongs to the caller, the next member gets another.</summary>
    public IReadOnlyList<TarXattr> Xattrs => _xattrs is null ? [] : _xattrs;

    /// <summary>True for a regular file, sparse ones included.</summary>
    public bool IsRegularFile => TypeFlag is TarTypeFlag.File or TarTypeFlag.GnuSparse;

    /// <summary>True for a PAX global header: no file, but tar-split lists it as one of size 0.</summary>
    public bool IsGlobalHeader => TypeFlag == TarTypeFlag.GlobalHeader;

    /// <summary>True when the payload is not the content itself but, in one of GNU's four formats, the parts of it that hold data.</summary>
    public bool IsSparse { get; private set; }
}

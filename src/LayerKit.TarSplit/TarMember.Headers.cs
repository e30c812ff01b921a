namespace LayerKit.TarSplit;

public sealed partial class TarMember
{
    internal void Clear()
    {
        _name.Clear();
        _linkName.Clear();
        _sparseName.Clear();
        _sparseSize = -1;
        _xattrs = null;
        IsSparse = false;
    }

    /// <summary>Takes over the fields of the main header.</summary>
    internal void ReadHeader(TarHeaderBlock header, long offset)
    {
        SetName(header);
        Set(_linkName, header.LinkName);
        TypeFlag = header.TypeFlag;
        Mode = (int)(Number(header.Mode, offset) & 0xFFF);
        UserId = Number(header.UserId, offset);
        GroupId = Number(header.GroupId, offset);
        PayloadLength = Number(header.PayloadSize, offset);
        (ModifiedSeconds, ModifiedNanoseconds) = (Number(header.ModifiedTime, offset), 0);
        ReadDevice(header, offset);
    }

    /// <summary>Applies the records of the PAX header before it; they win over the main header.</summary>
    internal void ApplyPax(ReadOnlySpan<byte> records, long offset)
    {
        var reader = new PaxRecordReader(records, offset);
        while (reader.Read())
        {
            Apply(reader.Key, reader.Value, offset);
        }
    }

    /// <summary>Applies GNU long names, which win over both; empty ones say nothing.</summary>
    internal void ApplyLongNames(ReadOnlySpan<byte> name, ReadOnlySpan<byte> linkName)
    {
        if (!name.IsEmpty)
        {
            Set(_name, name);
        }

        if (!linkName.IsEmpty)
        {
            Set(_linkName, linkName);
        }
    }

    /// <summary>Settles type and payload once all headers are applied.</summary>
    internal void Complete(long offset)
    {
        TypeFlag = TypeFlag switch
        {
            TarTypeFlag.OldFile => Name.EndsWith("/"u8) ? TarTypeFlag.Directory : TarTypeFlag.File,
            TarTypeFlag.ContiguousFile => TarTypeFlag.File,
            _ => TypeFlag,
        };
        Size = _sparseSize >= 0 ? _sparseSize : PayloadLength;
        PayloadLength = TarTypeFlag.IsHeaderOnly(TypeFlag) ? 0 : PayloadLength;
        if (_sparseName.Length > 0)
        {
            Set(_name, _sparseName.Written);
        }

        if (PayloadLength < 0)
        {
            throw new TarFormatException("a member has a negative size", offset);
        }
    }

    /// <summary>Makes this a PAX global header: known by its own name, with nothing else to it.</summary>
    internal void ReadGlobalHeader(TarHeaderBlock header)
    {
        SetName(header);
        TypeFlag = TarTypeFlag.GlobalHeader;
        (Mode, UserId, GroupId, Size, PayloadLength) = (0, 0, 0, 0, 0);
        (ModifiedSeconds, ModifiedNanoseconds, DeviceMajor, DeviceMinor) = (0, 0, 0, 0);
    }

    /// <summary>Gives the buffers back.</summary>
    internal void Release()
    {
        _name.Release();
        _linkName.Release();
        _sparseName.Release();
    }

    private static void Set(ByteBuffer buffer, ReadOnlySpan<byte> value)
    {
        buffer.Clear();
        buffer.Append(value);
    }

    private static long Number(ReadOnlySpan<byte> field, long offset) =>
        TarNumber.TryParseField(field, out long value) ? value : throw new TarFormatException("a header field is not a number", offset);

    private static long Decimal(ReadOnlySpan<byte> text, long offset) =>
        TarNumber.TryParseDecimal(text, out long value) ? value : throw new TarFormatException("a PAX record is not a number", offset);

    private void SetName(TarHeaderBlock header)
    {
        _name.Clear();
        ReadOnlySpan<byte> prefix = header.Prefix;
        if (!prefix.IsEmpty)
        {
            _name.Append(prefix);
            _name.Append("/"u8);
        }

        _name.Append(header.Name);
    }

    private void ReadDevice(TarHeaderBlock header, long offset)
    {
        (DeviceMajor, DeviceMinor) = (0, 0);
        if (header.Format != TarHeaderFormat.V7 && TypeFlag is TarTypeFlag.CharacterDevice or TarTypeFlag.BlockDevice)
        {
            DeviceMajor = unchecked((uint)Number(header.DeviceMajor, offset));
            DeviceMinor = unchecked((uint)Number(header.DeviceMinor, offset));
        }

        if (TypeFlag == TarTypeFlag.GnuSparse)
        {
            IsSparse = true;
            _sparseSize = Number(header.SparseRealSize, offset);
        }
    }

    private void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset)
    {
        if (key.StartsWith("SCHILY.xattr."u8))
        {
            AddXattr(key["SCHILY.xattr.".Length..], value);
        }
        else if (key.StartsWith("GNU.sparse."u8))
        {
            ApplySparse(key["GNU.sparse.".Length..], value, offset);
        }
        else if (!value.IsEmpty)
        {
            ApplyField(key, value, offset);
        }
    }

    private void ApplyField(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset)
    {
        switch (key)
        {
            case [(byte)'p', ..] when key.SequenceEqual("path"u8):
                Set(_name, value);
                break;
            case [(byte)'l', ..] when key.SequenceEqual("linkpath"u8):
                Set(_linkName, value);
                break;
            case [(byte)'u', ..] when key.SequenceEqual("uid"u8):
                UserId = Decimal(value, offset);
                break;
            case [(byte)'g', ..] when key.SequenceEqual("gid"u8):
                GroupId = Decimal(value, offset);
                break;
            case [(byte)'s', ..] when key.SequenceEqual("size"u8):
                PayloadLength = Decimal(value, offset);
                break;
            case [(byte)'m', ..] when key.SequenceEqual("mtime"u8):
                SetTime(value, offset);
                break;
            default:
                break;
        }
    }

    private void SetTime(ReadOnlySpan<byte> value, long offset)
    {
        if (!TarNumber.TryParseTime(value, out long seconds, out int nanoseconds))
        {
            throw new TarFormatException("a PAX time is malformed", offset);
        }

        (ModifiedSeconds, ModifiedNanoseconds) = (seconds, nanoseconds);
    }

    // Formats 0.0, 0.1 and 1.0 (GNU tar manual, "Storing Sparse Files"); the map itself is not needed here.
    private void ApplySparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, long offset)
    {
        IsSparse = true;
        if (key.SequenceEqual("name"u8))
        {
            Set(_sparseName, value);
        }
        else if (key.SequenceEqual("size"u8) || key.SequenceEqual("realsize"u8))
        {
            _sparseSize = Decimal(value, offset);
        }
    }

    // A name that comes twice keeps its last value, as in Go's map of records.
    private void AddXattr(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _xattrs ??= [];
        for (int i = 0; i < _xattrs.Count; i++)
        {
            if (_xattrs[i].Name.Span.SequenceEqual(name))
            {
                _xattrs.RemoveAt(i);
                break;
            }
        }

        _xattrs.Add(new TarXattr(name.ToArray(), value.ToArray()));
    }
}

namespace LayerKit.TarSplit;

public sealed partial class TarDisassembler
{
    // Ranges of the segment, because its buffer moves when it grows.
    private Range _pax;
    private Range _longName;
    private Range _longLink;

    // As Go's archive/tar, Reader.next: special headers until one that stands for a member. The padding behind the records of a global
    // header belongs to the next segment, like that of any payload.
    private bool ReadHeaders()
    {
        (_pax, _longName, _longLink) = (default, default, default);
        while (true)
        {
            _input.CopyTo(_segment, _padding);
            _padding = 0;
            int start = _segment.Length;
            if (!ReadHeaderBlock())
            {
                return false;
            }

            switch (HeaderAt(start).TypeFlag)
            {
                case TarTypeFlag.PaxHeader:
                    _pax = ReadPaxRecords(start);
                    break;
                case TarTypeFlag.GnuLongName:
                    _longName = ReadSpecial(start);
                    break;
                case TarTypeFlag.GnuLongLink:
                    _longLink = ReadSpecial(start);
                    break;
                case TarTypeFlag.GlobalHeader:
                    ReadPaxRecords(start);
                    Member.ReadGlobalHeader(HeaderAt(start));
                    return true;
                default:
                    ReadMember(start);
                    return true;
            }
        }
    }

    private TarHeaderBlock HeaderAt(int start) => new(_segment.Written.Slice(start, TarHeaderBlock.Size));

    /// <summary>Appends the next header to the segment; false where the archive ends.</summary>
    private bool ReadHeaderBlock()
    {
        int start = _segment.Length;
        if (!ReadBlock())
        {
            return false;
        }

        if (HeaderAt(start).IsZero)
        {
            ReadSecondZeroBlock();
            return false;
        }

        return HeaderAt(start).HasValidChecksum()
            ? true
            : throw new TarFormatException("the checksum of a header is wrong", Offset - TarHeaderBlock.Size);
    }

    private void ReadSecondZeroBlock()
    {
        int start = _segment.Length;
        if (ReadBlock() && !HeaderAt(start).IsZero)
        {
            throw new TarFormatException("one zero block is followed by a block that is not zero", Offset - TarHeaderBlock.Size);
        }
    }

    /// <summary>Appends one block to the segment; false when the tar ended before it.</summary>
    private bool ReadBlock()
    {
        int length = Append(TarHeaderBlock.Size);
        return length is 0 or TarHeaderBlock.Size ? length > 0 : throw new TarFormatException("it ends within a header", Offset);
    }

    private int Append(int length) =>
        _segment.Length + length <= _limits.MaxSegment
            ? _input.CopyTo(_segment, length)
            : throw new TarFormatException($"the headers of one member are longer than {_limits.MaxSegment} bytes", Offset);

    private Range ReadPaxRecords(int header)
    {
        Range records = ReadSpecial(header);
        var reader = new PaxRecordReader(_segment.Written[records], Offset);
        while (reader.Read())
        {
        }

        return records;
    }

    /// <summary>Appends the payload of the special header that starts at <paramref name="header"/>.</summary>
    private Range ReadSpecial(int header)
    {
        if (!TarNumber.TryParseField(HeaderAt(header).PayloadSize, out long size) || size < 0)
        {
            throw new TarFormatException("the size of a special header is not a number", Offset);
        }

        if (size > _limits.MaxSpecialHeader)
        {
            throw new TarFormatException($"a special header of {size} bytes is longer than {_limits.MaxSpecialHeader}", Offset);
        }

        int start = _segment.Length;
        if (Append((int)size) < size)
        {
            throw new TarFormatException("it ends within a special header", Offset);
        }

        _padding = PaddingAfter(size);
        return start..(start + (int)size);
    }

    private void ReadMember(int header)
    {
        long offset = Offset - TarHeaderBlock.Size;
        Member.ReadHeader(HeaderAt(header), offset);
        Member.ApplyPax(_segment.Written[_pax], offset);
        Member.ApplyLongNames(TarHeaderBlock.Text(_segment.Written[_longName]), TarHeaderBlock.Text(_segment.Written[_longLink]));
        Member.Complete(offset);
        if (Member.TypeFlag == TarTypeFlag.GnuSparse && HeaderAt(header).IsSparseMapExtended)
        {
            ReadSparseMap();
        }

        _payloadLeft = Member.PayloadLength;
        _padding = PaddingAfter(Member.PayloadLength);
    }

    // GNU's old format: blocks of 21 more entries, the last with a zero byte behind them.
    private void ReadSparseMap()
    {
        const int IsExtended = 504;
        do
        {
            if (!ReadBlock())
            {
                throw new TarFormatException("it ends within a sparse map", Offset);
            }
        }
        while (_segment.Written[^(TarHeaderBlock.Size - IsExtended)] != 0);
    }

    private static int PaddingAfter(long size) => (int)(-size & (TarHeaderBlock.Size - 1));
}

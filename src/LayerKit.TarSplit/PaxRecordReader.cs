namespace LayerKit.TarSplit;

/// <summary>Walks over the records <c>LENGTH KEY=VALUE\n</c> of a PAX header (POSIX.1-2001 pax), with the checks of Go's archive/tar.</summary>
/// <param name="records">All records of one header.</param>
/// <param name="offset">Where the tar stands, for errors.</param>
internal ref struct PaxRecordReader(ReadOnlySpan<byte> records, long offset)
{
    private ReadOnlySpan<byte> _rest = records;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <exception cref="TarFormatException">The next record is malformed.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> record = TakeRecord();
        int equals = record.IndexOf((byte)'=');
        if (equals <= 0)
        {
            throw Malformed();
        }

        Key = record[..equals];
        Value = record[(equals + 1)..];
        if ((IsText(Key) ? Value : Key).Contains((byte)0))
        {
            throw Malformed();
        }

        return true;
    }

    private static bool IsText(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("path"u8) || key.SequenceEqual("linkpath"u8) || key.SequenceEqual("uname"u8) || key.SequenceEqual("gname"u8);

    private ReadOnlySpan<byte> TakeRecord()
    {
        int space = _rest.IndexOf((byte)' ');
        if (space < 0 || !TarNumber.TryParseDecimal(_rest[..space], out long length) || length < 5 || length > _rest.Length
            || space + 1 >= length - 1 || _rest[(int)length - 1] != (byte)'\n')
        {
            throw Malformed();
        }

        ReadOnlySpan<byte> record = _rest[(space + 1)..((int)length - 1)];
        _rest = _rest[(int)length..];
        return record;
    }

    private readonly TarFormatException Malformed() => new("a PAX record is malformed", offset);
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace LayerKit.TarSplit.Tests;

/// <summary>Makes tars block by block, well formed or not.</summary>
internal sealed class TarBuilder
{
    private readonly ArrayBufferWriter<byte> _tar = new();

    public TarBuilder Header(RawHeader header) => Bytes(header.ToBlock());

    public TarBuilder Bytes(ReadOnlySpan<byte> bytes)
    {
        _tar.Write(bytes);
        return this;
    }

    public TarBuilder Zeros(int count) => Bytes(new byte[count]);

    public TarBuilder Pad() => Zeros((-_tar.WrittenCount & 511));

    public TarBuilder File(string name, byte[] content) => File(Encoding.UTF8.GetBytes(name), content);

    public TarBuilder File(byte[] name, byte[] content) =>
        Header(new RawHeader { Name = name, Size = content.Length }).Bytes(content).Pad();

    public TarBuilder Entry(string name, char type, string link = "") =>
        Header(new RawHeader { Name = Encoding.UTF8.GetBytes(name), Type = type, LinkName = Encoding.UTF8.GetBytes(link) });

    public TarBuilder GnuLong(char type, string value)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes(value), 0];
        return Header(new RawHeader { Name = "././@LongLink"u8.ToArray(), Type = type, Size = content.Length, Magic = "ustar  \0" }).Bytes(content).Pad();
    }

    public TarBuilder Pax(params (string Key, string Value)[] records) => Pax('x', "PaxHeaders/one", records);

    public TarBuilder Pax(char type, string name, params (string Key, string Value)[] records) =>
        RawPax(type, name, records.SelectMany(r => Record(Encoding.UTF8.GetBytes(r.Key + "="), Encoding.Latin1.GetBytes(r.Value))).ToArray());

    public TarBuilder RawPax(char type, string name, byte[] content) =>
        Header(new RawHeader { Name = Encoding.UTF8.GetBytes(name), Type = type, Size = content.Length }).Bytes(content).Pad();

    public byte[] End(int padding = 0) => Zeros(1024 + padding).ToArray();

    public byte[] ToArray() => _tar.WrittenSpan.ToArray();

    private static byte[] Record(byte[] key, byte[] value)
    {
        int rest = key.Length + value.Length + 2;
        int length = rest;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length)
        {
            length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        }

        return [.. Encoding.ASCII.GetBytes($"{length} "), .. key, .. value, (byte)'\n'];
    }
}

using System.Text;

namespace LayerKit.TarSplit.Tests;

/// <summary>A tar taken apart into JSON lines and file contents, as a store would keep it.</summary>
internal sealed class SplitTar
{
    private readonly Dictionary<string, byte[]> _contents = [];

    private SplitTar(byte[] json) => Json = json;

    public byte[] Json { get; }

    public int Lines => Json.Count(b => b == (byte)'\n');

    public static SplitTar Of(byte[] tar, int blockSize = 4096) => Of(new ChunkedSource(tar, () => blockSize));

    public static SplitTar Of(TarSource source)
    {
        using var json = new MemoryStream();
        Dictionary<string, byte[]> contents = [];
        using (var disassembler = new TarDisassembler(source))
        using (var writer = new TarSplitWriter(json))
        {
            while (disassembler.Read())
            {
                writer.WriteSegment(disassembler.Segment);
                contents[Encoding.Latin1.GetString(disassembler.Member.Name)] = ReadPayload(disassembler);
                writer.WriteFile(disassembler.Member.Name, disassembler.Member.PayloadLength, disassembler.PayloadCrc);
            }

            do
            {
                writer.WriteSegment(disassembler.Segment);
            }
            while (disassembler.ReadTrailing());
        }

        var split = new SplitTar(json.ToArray());
        foreach ((string name, byte[] content) in contents)
        {
            split._contents[name] = content;
        }

        return split;
    }

    public byte[] Assemble(int bufferSize = 5000)
    {
        using var reader = new TarSplitReader(new MemoryStream(Json));
        using var assembler = new TarAssembler(reader, Open);
        using var tar = new MemoryStream();
        assembler.CopyTo(tar, bufferSize);
        return tar.ToArray();
    }

    public Stream Open(ReadOnlySpan<byte> name) => new MemoryStream(_contents[Encoding.Latin1.GetString(name)], writable: false);

    private static byte[] ReadPayload(TarDisassembler disassembler)
    {
        using var content = new MemoryStream();
        for (ReadOnlySpan<byte> piece = disassembler.ReadPayload(); !piece.IsEmpty; piece = disassembler.ReadPayload())
        {
            content.Write(piece);
        }

        return content.ToArray();
    }
}

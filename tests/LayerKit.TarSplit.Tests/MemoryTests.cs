using System.Globalization;

namespace LayerKit.TarSplit.Tests;

public sealed class MemoryTests
{
    [Fact]
    public void Zeros_without_end_after_the_end_take_bounded_memory()
    {
        const int Mebibyte = 1024 * 1024;
        var source = new RepeatingSource(new byte[Mebibyte], 300, new TarBuilder().File("a", [1]).End());
        long before = GC.GetAllocatedBytesForCurrentThread();
        long segments = Split(source);
        Assert.Equal(3 + 300, segments);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * Mebibyte);
    }

    [Fact]
    public void Splitting_and_joining_allocate_nothing_per_member()
    {
        byte[] small = Tar(2_000);
        byte[] large = Tar(20_000);
        using var json = new MemoryStream(large.Length * 2);
        SplitAndJoin(small, json);
        long fixedCost = Allocated(() => SplitAndJoin(small, json));
        long cost = Allocated(() => SplitAndJoin(large, json)) - fixedCost;
        Assert.InRange(cost / 18_000.0, -1, 1);
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Tar(int files)
    {
        var tar = new TarBuilder();
        byte[] content = new byte[100];
        for (int i = 0; i < files; i++)
        {
            tar.Pax(("mtime", "1.5")).File("usr/share/name-" + i.ToString(CultureInfo.InvariantCulture), content);
        }

        return tar.End();
    }

    private static long Split(TarSource source)
    {
        using var disassembler = new TarDisassembler(source);
        using var writer = new TarSplitWriter(Stream.Null);
        while (disassembler.Read())
        {
            writer.WriteSegment(disassembler.Segment);
            disassembler.SkipPayload();
            writer.WriteFile(disassembler.Member.Name, disassembler.Member.PayloadLength, disassembler.PayloadCrc);
        }

        do
        {
            writer.WriteSegment(disassembler.Segment);
        }
        while (disassembler.ReadTrailing());
        return writer.Position;
    }

    private static void SplitAndJoin(byte[] tar, MemoryStream json)
    {
        json.SetLength(0);
        using (var source = new StreamTarSource(new MemoryStream(tar)))
        using (var disassembler = new TarDisassembler(source))
        using (var writer = new TarSplitWriter(json))
        {
            while (disassembler.Read())
            {
                writer.WriteSegment(disassembler.Segment);
                disassembler.SkipPayload();
                writer.WriteFile(disassembler.Member.Name, disassembler.Member.PayloadLength, disassembler.PayloadCrc);
            }

            writer.WriteSegment(disassembler.Segment);
        }

        json.Position = 0;
        var content = new RewindingStream(new byte[100]);
        using var reader = new TarSplitReader(json);
        using var assembler = new TarAssembler(reader, _ => content);
        assembler.CopyTo(Stream.Null);
    }
}

using CsCheck;

namespace LayerKit.TarSplit.Tests;

public sealed class RandomTarTests
{
    private static readonly Gen<byte[]> Name = Gen.Byte.Array[1, 99].Select(bytes => bytes.Select(b => b == 0 ? (byte)'0' : b).ToArray());

    private static readonly Gen<byte[]> Content = Gen.OneOf(Gen.Byte.Array[0, 3], Gen.Byte.Array[510, 514], Gen.Byte.Array[0, 3_000]);

    private static readonly Gen<Action<TarBuilder>> Piece = Gen.OneOf(
        Gen.Select(Name, Content, (name, content) => (Action<TarBuilder>)(tar => tar.File(name, content))),
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 700], text => (Action<TarBuilder>)(tar => tar.GnuLong('L', text))),
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 700], text => (Action<TarBuilder>)(tar => tar.Pax(("path", text), ("SCHILY.xattr.user.n", text)))),
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 50], text => (Action<TarBuilder>)(tar => tar.Pax('g', text, ("comment", text)))),
        Gen.Select(Gen.Char["123456"], type => (Action<TarBuilder>)(tar => tar.Entry("special", type, "target"))));

    private static readonly Gen<byte[]> Tail = Gen.OneOf(
        Gen.Const(Array.Empty<byte>()),
        Gen.Const(new byte[512]),
        Gen.Int[1024, 20_000].Select(n => new byte[n]),
        Gen.Byte.Array[0, 2_000].Select(junk => (byte[])[.. new byte[1024], .. junk]));

    [Fact]
    public void Random_tars_come_back_exactly_whatever_the_block_sizes() =>
        Gen.Select(Piece.Array[0, 8], Tail, Gen.Int[1, 2_000], Gen.Int[1, 5_000]).Sample(
            (pieces, tail, block, buffer) =>
            {
                var builder = new TarBuilder();
                Array.ForEach(pieces, piece => piece(builder));
                byte[] tar = builder.Bytes(tail).ToArray();
                var sizes = new Random(block);
                SplitTar split = SplitTar.Of(new ChunkedSource(tar, () => sizes.Next(1, block + 1)));
                return tar.AsSpan().SequenceEqual(split.Assemble(buffer));
            },
            iter: 3_000,
            threads: 1,
            seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Random_bytes_in_a_tar_come_back_exactly_or_are_refused() =>
        Gen.Select(Piece.Array[1, 5], Gen.Select(Gen.Int[0, 4_000], Gen.Byte).Array[1, 4]).Sample(
            (pieces, changes) =>
            {
                var builder = new TarBuilder();
                Array.ForEach(pieces, piece => piece(builder));
                byte[] tar = builder.End();
                Array.ForEach(changes, change => tar[change.Item1 % tar.Length] = change.Item2);
                return Survives(tar);
            },
            iter: 3_000,
            threads: 1,
            seed: "0N0XIzNsQ0O2");

    private static bool Survives(byte[] tar)
    {
        try
        {
            SplitTar split = SplitTar.Of(tar);
            return tar.AsSpan().SequenceEqual(split.Assemble());
        }
        catch (TarFormatException)
        {
            return true;
        }
    }
}

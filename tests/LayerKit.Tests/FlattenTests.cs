using LayerKit.Errors;
using LayerKit.Identity;

namespace LayerKit.Tests;

/// <summary>One tar of several layers gives the tree that the layers give.</summary>
public sealed class FlattenTests
{
    private const int Stacks = 15;
    private const int Layers = 4;

    private static readonly string[] Names = ["a", "b", "a-b", "d", "d/a", "d/b", "d/e", "d/e/a", "d/e/b", "z"];

    [Fact]
    public async Task A_chain_and_the_part_above_an_ancestor_give_the_same_tree_as_the_layers()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId below = await RegisterAsync(fixture, null, new TarBuilder().Directory("d").File("d/old", "old").File("d/kept", "kept").HardLink("d/link", "d/kept").Symlink("to-d", "d").File("gone", "gone"));
        ChainId middle = await RegisterAsync(fixture, below, new TarBuilder().File("to-d/new", "new").File("d/.wh.old", "").File(".wh.gone", ""));
        ChainId top = await RegisterAsync(fixture, middle, new TarBuilder().HardLink("again", "d/kept").Directory("d", 0b111_000_000).File("gone", "back"));

        await AssertSameTreeAsync(fixture, top, null);
        await AssertSameTreeAsync(fixture, top, below);
        await AssertSameTreeAsync(fixture, top, middle);
        Assert.Equal(new byte[1024], await TarOf(fixture, top, top));
    }

    [Fact]
    public async Task Random_chains_give_the_same_tree_as_their_layers()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        for (int seed = 0; seed < Stacks; seed++)
        {
            Random random = new(seed);
            List<ChainId> chain = [];
            for (int layer = 0; layer < Layers; layer++)
            {
                chain.Add(await RegisterAsync(fixture, chain.Count == 0 ? null : chain[^1], RandomLayer(random, layer)));
            }

            await AssertSameTreeAsync(fixture, chain[^1], null);
            await AssertSameTreeAsync(fixture, chain[^1], chain[random.Next(Layers - 1)]);
        }
    }

    [Fact]
    public async Task The_same_layers_give_the_same_bytes()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId below = await RegisterAsync(fixture, null, RandomLayer(new Random(1), 0));
        ChainId top = await RegisterAsync(fixture, below, RandomLayer(new Random(2), 1));

        Assert.Equal(await TarOf(fixture, top, null), await TarOf(fixture, top, null));
    }

    [Fact]
    public async Task An_ancestor_has_to_be_below()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        ChainId one = await RegisterAsync(fixture, null, new TarBuilder().File("a", "a"));
        ChainId other = await RegisterAsync(fixture, null, new TarBuilder().File("b", "b"));

        Assert.Equal(other, (await Assert.ThrowsAsync<LayerNotFoundException>(() => fixture.Store.OpenFlatTarAsync(one, other))).ChainId);
        Assert.Equal(0, fixture.Store.Layers().Sum(layer => layer.References.Handles));
    }

    private static async Task AssertSameTreeAsync(StoreFixture fixture, ChainId top, ChainId? ancestor)
    {
        byte[] tar = await TarOf(fixture, top, ancestor);
        await using Layer flat = await fixture.RegisterAsync(tar, ancestor);
        Assert.Equal([], (await fixture.Store.CompareAsync(flat.ChainId, top)).Select(change => change.ToString()));
        Assert.Equal([], (await fixture.Store.CompareAsync(top, flat.ChainId)).Select(change => change.ToString()));
    }

    private static async Task<byte[]> TarOf(StoreFixture fixture, ChainId top, ChainId? ancestor)
    {
        await using Stream tar = await fixture.Store.OpenFlatTarAsync(top, ancestor);
        using MemoryStream bytes = new();
        await tar.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static async Task<ChainId> RegisterAsync(StoreFixture fixture, ChainId? parent, TarBuilder tar)
    {
        await using Layer layer = await fixture.RegisterAsync(tar.Build(), parent);
        return layer.ChainId;
    }

    /// <summary>Files, directories, links and whiteouts under a few names; each name once, parents first.</summary>
    private static TarBuilder RandomLayer(Random random, int layer)
    {
        TarBuilder tar = new TarBuilder().Directory("d").Directory("d/e");
        List<string> files = [];
        foreach (string name in Names.Where(name => name is not ("d" or "d/e") && random.Next(2) == 0))
        {
            string directory = name[..(name.LastIndexOf('/') + 1)];
            switch (random.Next(5))
            {
                case 0 when layer > 0:
                    tar.File($"{directory}.wh.{name[directory.Length..]}", "");
                    break;
                case 1 when files.Count > 0:
                    tar.HardLink(name, files[random.Next(files.Count)]);
                    break;
                case 2:
                    tar.Symlink(name, "nowhere");
                    break;
                case 3 when !name.Contains('/', StringComparison.Ordinal):
                    tar.Directory(name);
                    break;
                default:
                    tar.File(name, $"{layer} {name} {random.Next(3)}", mtime: 1_600_000_000 + random.Next(3));
                    files.Add(name);
                    break;
            }
        }

        return random.Next(4) == 0 ? tar.File("d/e/.wh..wh..opq", "") : tar;
    }
}

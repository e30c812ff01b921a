using LayerKit.Drivers.Tests.Tree;

namespace LayerKit.Drivers.Tests.Vfs;

/// <summary>Whiteouts speak of lower layers, so it makes no difference where among the entries they stand.</summary>
public sealed class WhiteoutOrderTests
{
    private const int Steps = 12;

    // Few names, so that entries and whiteouts meet.
    private static readonly string[] Names = ["a", "b", "c"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Any_place_of_the_whiteouts_gives_the_same_tree(int seed)
    {
        Random random = new(seed);
        Action<ILayerWriter>[] lower = [.. Enumerable.Range(0, 2 * Steps).Select(_ => Entry(random, "lower"))];
        Action<ILayerWriter>[] entries = [.. Enumerable.Range(0, Steps).Select(_ => Entry(random, "upper"))];
        Action<ILayerWriter>[] whiteouts = [.. Enumerable.Range(0, Steps / 2).Select(_ => Hiding(random))];

        string first = Apply(lower, [.. whiteouts, .. entries]);

        Assert.Equal(first, Apply(lower, [.. entries, .. whiteouts]));
        Assert.Equal(first, Apply(lower, Mix(random, entries, whiteouts)));
    }

    private static Action<ILayerWriter> Entry(Random random, string content)
    {
        string path = Path(random);
        int mode = random.Next(1, 0x1FF);
        return random.Next(2) == 0 ? writer => writer.File(path, content, mode) : writer => writer.Directory(path, mode);
    }

    private static Action<ILayerWriter> Hiding(Random random)
    {
        string path = Path(random);
        return random.Next(2) == 0 ? writer => writer.Whiteout(path) : writer => writer.Opaque(path);
    }

    private static string Path(Random random) =>
        string.Join('/', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Names[random.Next(Names.Length)]));

    // The order of entries among themselves has a meaning and stays.
    private static List<Action<ILayerWriter>> Mix(Random random, Action<ILayerWriter>[] entries, Action<ILayerWriter>[] whiteouts)
    {
        List<Action<ILayerWriter>> mixed = [.. entries];
        foreach (Action<ILayerWriter> whiteout in whiteouts)
        {
            mixed.Insert(random.Next(mixed.Count + 1), whiteout);
        }

        return mixed;
    }

    private static string Apply(IEnumerable<Action<ILayerWriter>> lower, IEnumerable<Action<ILayerWriter>> upper)
    {
        using VfsFixture vfs = new();
        vfs.Apply(writer => Run(writer, lower), writer => Run(writer, upper));
        return Shell.Run("cd \"$1\"; find . -printf '%p %y %m %s\\n' | sed 's/ d \\([0-9]*\\) .*/ d \\1/' | sort; cat $(find . -type f | sort) /dev/null", vfs.TopTree);
    }

    private static void Run(ILayerWriter writer, IEnumerable<Action<ILayerWriter>> steps)
    {
        foreach (Action<ILayerWriter> step in steps)
        {
            step(writer);
        }
    }
}

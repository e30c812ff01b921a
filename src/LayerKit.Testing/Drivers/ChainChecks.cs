using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Many layers on top of each other.</summary>
internal static class ChainChecks
{
    // As many as Docker allows; drivers take care that their systems do (drivers with fewer do not belong below a store that says so).
    private const int Deepest = 125;

    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_chain_of_125_layers_shows_all_of_them),
        Check(A_chain_of_125_layers_shows_the_last_of_each_file),
        Check(A_directory_chain_of_ten_is_cut_at_each_depth_and_grows_again),
        Check(Layers_below_can_be_read_while_those_above_come_and_go),
    ];

    private static void A_chain_of_125_layers_shows_all_of_them(DriverTrial trial)
    {
        LayerTree tree = trial.Tree(trial.Stack([.. Enumerable.Range(0, Deepest).Select(number => new LayerSteps().File($"d/file{number:D3}", $"{number}"))]));
        Require.Same(["d/", .. Enumerable.Range(0, Deepest).Select(number => $"d/file{number:D3}")], tree.Paths);
        Require.Equal("0", tree.Nodes["d/file000"].Content);
        Require.Equal("124", tree.Nodes["d/file124"].Content);
    }

    private static void A_chain_of_125_layers_shows_the_last_of_each_file(DriverTrial trial)
    {
        CacheId top = trial.Stack([.. Enumerable.Range(0, Deepest).Select(number => new LayerSteps().File($"file{number % 5}", $"{number}"))]);
        LayerTree tree = trial.Tree(top);
        for (int file = 0; file < 5; file++)
        {
            Require.Equal($"{120 + file}", tree.Nodes[$"file{file}"].Content);
        }
    }

    private static void A_directory_chain_of_ten_is_cut_at_each_depth_and_grows_again(DriverTrial trial)
    {
        string[] parts = [.. Enumerable.Range(0, 10).Select(number => $"d{number}")];
        LayerSteps whole = new();
        for (int depth = 1; depth <= parts.Length; depth++)
        {
            string directory = string.Join('/', parts[..depth]);
            whole.Directory(directory, "750").File(directory + "/file", $"{depth}");
        }

        CacheId below = trial.Make("base", null, whole);
        for (int depth = 1; depth <= parts.Length; depth++)
        {
            string directory = string.Join('/', parts[..depth]);
            CacheId cut = trial.Make($"cut{depth}", below, new LayerSteps().Whiteout(directory));
            CacheId grown = trial.Make($"grown{depth}", cut, new LayerSteps().Directory(directory, "711").File(directory + "/other", "new"));
            Require.Equal(2 * (depth - 1), trial.Tree(cut).Paths.Count, $"paths that a cut at {depth} leaves");
            Require.Equal(2 * depth, trial.Tree(grown).Paths.Count, $"paths that grow after a cut at {depth}");
            Require.Equal(LayerSteps.Octal("711"), trial.Node(grown, directory).Mode);
        }
    }

    private static void Layers_below_can_be_read_while_those_above_come_and_go(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/a", "content").File("b"));
        LayerTree before = trial.Tree(below);
        for (int round = 0; round < 5; round++)
        {
            CacheId top = trial.Make($"top{round}", below, new LayerSteps().File("d/a", $"{round}").Whiteout("b"));
            Require.Equal($"{round}", trial.Node(top, "d/a").Content);
            DriverTrial.RequireEqual(before, trial.Tree(below));
            trial.Driver.Remove(top, CancellationToken.None);
        }

        DriverTrial.RequireEqual(before, trial.Tree(below));
    }
}

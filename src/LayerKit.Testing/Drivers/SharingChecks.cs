using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Several threads, several drivers, several readers.</summary>
internal static class SharingChecks
{
    private const int Threads = 4;

    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Layers_are_made_by_several_threads_at_once),
        Check(Layers_come_and_go_at_once_and_none_misses_anything),
        Check(Two_drivers_on_one_root_see_each_others_layers),
        Check(Several_readers_of_a_layer_do_not_disturb_each_other),
        Check(A_stream_outlives_what_is_asked_of_its_content_meanwhile),
        Check(Several_writers_of_one_thread_do_not_disturb_each_other),
    ];

    private static void Layers_are_made_by_several_threads_at_once(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/file", "content"));
        Parallel.For(0, 4 * Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, number =>
            trial.Make($"layer{number}", below, new LayerSteps().File("d/own", $"{number}").File("shared", "the same in all")));
        Require.Equal((4 * Threads) + 1, trial.Driver.List().Count());
        for (int number = 0; number < 4 * Threads; number++)
        {
            Require.Equal($"{number}", trial.Content(DriverTrial.Id($"layer{number}"), "d/own"));
            Require.Equal("the same in all", trial.Content(DriverTrial.Id($"layer{number}"), "shared"));
        }
    }

    private static void Layers_come_and_go_at_once_and_none_misses_anything(DriverTrial trial)
    {
        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, number =>
        {
            for (int round = 0; round < 8; round++)
            {
                CacheId id = trial.Make($"layer{number}", null, new LayerSteps().File("shared", new string('s', 5000)).File("own", $"{number}.{round}"));
                Require.Equal($"{number}.{round}", trial.Content(id, "own"));
                Require.Equal(new string('s', 5000), trial.Content(id, "shared"));
                trial.Driver.Remove(id, CancellationToken.None);
            }
        });
        Require.Empty(trial.Driver.List());
    }

    private static void Two_drivers_on_one_root_see_each_others_layers(DriverTrial trial)
    {
        ILayerDriver other = trial.Open();
        CacheId below = trial.Make("base", null, new LayerSteps().File("file", "content"));
        Require.Equal(DriverPresence.Committed, other.Presence(below));
        Require.Same([below], other.List());
        using (ILayerWriter writer = other.Create(DriverTrial.Id("top"), below, CancellationToken.None))
        {
            new LayerSteps().File("more", "text").PushInto(writer);
            writer.Commit();
        }

        Require.Equal("text", trial.Content(DriverTrial.Id("top"), "more"));
        other.Remove(DriverTrial.Id("top"), CancellationToken.None);
        trial.RequireNothing(DriverTrial.Id("top"));
    }

    private static void Several_readers_of_a_layer_do_not_disturb_each_other(DriverTrial trial)
    {
        string big = new('b', 300_000);
        CacheId id = trial.Make("base", null, new LayerSteps().File("small", "content").File("big", big));
        Parallel.For(0, 4 * Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, number =>
        {
            using ILayerContent content = trial.Driver.Open(id);
            Require.Equal(number % 2 == 0 ? big : "content", ContentChecks.Text(content, number % 2 == 0 ? "big" : "small"));
        });
    }

    private static void A_stream_outlives_what_is_asked_of_its_content_meanwhile(DriverTrial trial)
    {
        LayerSteps steps = new LayerSteps().File("first", new string('1', 9000)).File("second", new string('2', 9000));
        for (int number = 0; number < 40; number++)
        {
            steps.File($"d{number}/file", $"{number}");
        }

        CacheId id = trial.Make("base", null, steps);
        using ILayerContent content = trial.Driver.Open(id);
        using Stream first = content.OpenFile("first"u8);
        using Stream second = content.OpenFile("second"u8);
        for (int number = 0; number < 40; number++)
        {
            Require.Equal($"{number}", ContentChecks.Text(content, $"d{number}/file"));
        }

        Require.Equal(new string('2', 9000), ContentChecks.Text(second));
        Require.Equal(new string('1', 9000), ContentChecks.Text(first));
    }

    private static void Several_writers_of_one_thread_do_not_disturb_each_other(DriverTrial trial)
    {
        CacheId one = DriverTrial.Id("one");
        CacheId two = DriverTrial.Id("two");
        using ILayerWriter first = trial.Driver.Create(one, null, CancellationToken.None);
        using ILayerWriter second = trial.Driver.Create(two, null, CancellationToken.None);
        new LayerSteps().File("file", "first").PushInto(first);
        new LayerSteps().File("file", "second").PushInto(second);
        new LayerSteps().File("d/file", "first").PushInto(first);
        second.Dispose();
        first.Commit();
        trial.RequireNothing(two);
        Require.Equal("first", trial.Content(one, "file"));
        Require.Equal("first", trial.Content(one, "d/file"));
    }
}

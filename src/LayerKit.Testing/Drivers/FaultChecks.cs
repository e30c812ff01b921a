using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Tars that break off, disks that are full, processes that are killed.</summary>
internal static class FaultChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_payload_that_breaks_off_comes_through_and_leaves_nothing),
        Check(A_payload_that_breaks_off_at_once_leaves_nothing),
        Check(An_entry_that_is_refused_leaves_nothing),
        Check(A_process_that_is_killed_after_any_step_leaves_what_a_removal_finds),
        Check(What_a_killed_process_left_is_not_in_the_way_of_its_id),
        Check(What_a_killed_process_left_is_listed_or_gone),
        Check(A_process_that_is_killed_between_a_removal_and_the_next_leaves_what_a_removal_finds),
        Check(A_full_disk_is_told_and_leaves_nothing, Abilities.SmallPlace),
        Check(A_file_system_without_room_for_files_is_told_and_leaves_nothing, Abilities.SmallPlace),
        Check(A_layer_that_does_not_fit_leaves_those_that_are_there_whole, Abilities.SmallPlace),
    ];

    private static LayerSteps Steps => new LayerSteps()
        .Directory("d", "700").File("d/a", new string('a', 9000)).Symlink("l", "d").Whiteout("old").Fifo("p").Opaque("e").File("e/f/g", "deep").File("d/a", "again").Whiteout("d/gone");

    private static CacheId Below(DriverTrial trial) => trial.Make("base", null, new LayerSteps().File("old", "content").File("e/x").File("kept", "content"));

    private static void Break(DriverTrial trial, CacheId? below, LayerPayload payload)
    {
        InvalidDataException failure = Require.Throws<InvalidDataException>(() => trial.Make(
            "broken", below, new LayerSteps().File("before", "x").Add(new StepEntry(LayerEntryType.File, "d/broken") { Payload = () => payload })));
        Require.Equal("broken off", failure.Message);
        trial.RequireNothing(DriverTrial.Id("broken"));
        trial.Make("broken", below, new LayerSteps().File("whole", "content"));
        Require.Equal("content", trial.Content(DriverTrial.Id("broken"), "whole"));
    }

    private static void A_payload_that_breaks_off_comes_through_and_leaves_nothing(DriverTrial trial) =>
        Break(trial, Below(trial), new FailingPayload(1_000_000, 300_000, new InvalidDataException("broken off")));

    private static void A_payload_that_breaks_off_at_once_leaves_nothing(DriverTrial trial) =>
        Break(trial, null, new FailingPayload(10, 0, new InvalidDataException("broken off")));

    private static void An_entry_that_is_refused_leaves_nothing(DriverTrial trial)
    {
        StepEntry tooLong = new(LayerEntryType.File, $"d/{new string('n', 300)}/{new string('p', 5000)}");
        try
        {
            trial.Make("refused", null, new LayerSteps().File("d/a", "content").Add(tooLong));
            Require.Equal("", trial.Content(DriverTrial.Id("refused"), tooLong.Path));
        }
        catch (IOException)
        {
            // A driver that makes no files of its entries can take names that no file system has.
            trial.RequireNothing(DriverTrial.Id("refused"));
        }
    }

    private static void Abandon(DriverTrial trial, CacheId id, CacheId below, int steps)
    {
        ILayerWriter abandoned = trial.Driver.Create(id, below, CancellationToken.None);
        Steps.PushInto(abandoned, steps);
        trial.Crash();
        Require.Equal(DriverPresence.Absent, trial.Driver.Presence(id));
        Require.Throws<DirectoryNotFoundException>(() => trial.Driver.Open(id).Dispose());
    }

    private static void A_process_that_is_killed_after_any_step_leaves_what_a_removal_finds(DriverTrial trial)
    {
        CacheId below = Below(trial);
        for (int steps = 0; steps <= Steps.Count; steps++)
        {
            CacheId id = DriverTrial.Id($"half{steps}");
            Abandon(trial, id, below, steps);
            trial.Driver.Remove(id, CancellationToken.None);
            trial.RequireNothing(id);
        }

        Require.Same([below], trial.Driver.List());
        Require.Equal("content", trial.Content(below, "old"));
    }

    private static void What_a_killed_process_left_is_not_in_the_way_of_its_id(DriverTrial trial)
    {
        CacheId below = Below(trial);
        for (int steps = 0; steps <= Steps.Count; steps++)
        {
            Abandon(trial, DriverTrial.Id($"half{steps}"), below, steps);
            CacheId id = trial.Make($"half{steps}", below, new LayerSteps().File("whole", "content"));
            Require.Equal("content", trial.Content(id, "whole"));
            using ILayerContent content = trial.Driver.Open(id);
            Require.True(!content.TryDescribe("d/a"u8, out _), "nothing of the killed process is in the layer");
        }
    }

    private static void What_a_killed_process_left_is_listed_or_gone(DriverTrial trial)
    {
        CacheId below = Below(trial);
        long before = BytesBelow(trial);
        Abandon(trial, DriverTrial.Id("half"), below, Steps.Count);
        Require.True(trial.Driver.List().Contains(DriverTrial.Id("half")) || BytesBelow(trial) <= before, "what is left can be found by its id");
        trial.Driver.Remove(DriverTrial.Id("half"), CancellationToken.None);
        Require.Same([below], trial.Driver.List());
        Require.True(BytesBelow(trial) <= before, "a removal takes all of it away");
    }

    private static long BytesBelow(DriverTrial trial) => Directory.EnumerateFiles(trial.Context.Root, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static void A_process_that_is_killed_between_a_removal_and_the_next_leaves_what_a_removal_finds(DriverTrial trial)
    {
        CacheId below = Below(trial);
        CacheId top = trial.Make("top", below, Steps);
        try
        {
            trial.Driver.Remove(top, new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // As a kill would, this stopped it on the way.
        }

        trial.Crash();
        trial.Driver.Remove(top, CancellationToken.None);
        trial.RequireNothing(top);
        Require.Equal("content", trial.Content(below, "old"));
    }

    private static void A_full_disk_is_told_and_leaves_nothing(DriverTrial trial)
    {
        for (int kilobytes = 64; kilobytes <= 768; kilobytes += 64)
        {
            Fill(trial, kilobytes * 1024, 0);
        }
    }

    private static void A_file_system_without_room_for_files_is_told_and_leaves_nothing(DriverTrial trial)
    {
        for (int files = 16; files <= 40; files += 2)
        {
            Fill(trial, 0, files);
        }
    }

    // A limit that is too small for the driver itself, or large enough for everything, proves nothing; those between fail at different steps.
    private static void Fill(DriverTrial outer, long bytes, long files)
    {
        string place = Directory.CreateDirectory(Path.Combine(outer.Scratch, $"full-{bytes}-{files}")).FullName;
        using SmallFileSystem disk = new(place, bytes, files);
        DriverTrial trial;
        try
        {
            trial = outer.At(place);
        }
        catch (IOException)
        {
            return;
        }

        using (trial)
        {
            try
            {
                trial.Make("full", null, Big());
                return;
            }
            catch (IOException e)
            {
                Require.True(IsFull(e), $"'{e.Message}' says that the disk is full");
            }

            trial.RequireNothing(DriverTrial.Id("full"));
        }
    }

    private static bool IsFull(IOException e)
    {
        const int NoSpace = 28;
        const int DiskFull = unchecked((int)0x80070070);
        return e.HResult is NoSpace or DiskFull;
    }

    private static LayerSteps Big()
    {
        LayerSteps steps = new();
        for (int number = 0; number < 24; number++)
        {
            steps.File($"d{number % 3}/file{number}", new string((char)('a' + number), 20_000 + number)).Symlink($"link{number}", "target");
        }

        return steps;
    }

    private static void A_layer_that_does_not_fit_leaves_those_that_are_there_whole(DriverTrial trial)
    {
        string place = Directory.CreateDirectory(Path.Combine(trial.Scratch, "full")).FullName;
        using SmallFileSystem disk = new(place, 4 << 20, 0);
        using DriverTrial small = trial.At(place);
        CacheId below = small.Make("base", null, new LayerSteps().File("a", new string('a', 500_000)));
        byte[] noise = new byte[8 << 20];
        new Random(3).NextBytes(noise);
        StepEntry big = new(LayerEntryType.File, "big") { Payload = () => new StepPayload(noise) };
        IOException e = Require.Throws<IOException>(() => small.Make("top", below, new LayerSteps().Add(big)));
        Require.True(IsFull(e), $"'{e.Message}' says that the disk is full");
        small.RequireNothing(DriverTrial.Id("top"));
        Require.Equal(new string('a', 500_000), small.Content(below, "a"));
        small.Make("top", below, new LayerSteps().File("b", "fits"));
    }
}

using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>How a layer comes, stays and goes.</summary>
internal static class LifeCycleChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_layer_is_absent_until_its_commit),
        Check(A_committed_layer_is_present_listed_and_can_be_read),
        Check(A_committed_layer_is_there_when_the_driver_is_opened_again),
        Check(Dispose_without_commit_leaves_nothing),
        Check(Dispose_after_commit_and_a_second_dispose_change_nothing),
        Check(An_id_that_was_given_up_can_be_used_again),
        Check(A_removed_layer_is_neither_present_nor_listed_nor_read),
        Check(What_is_not_there_is_removed_without_an_error),
        Check(Removal_twice_is_the_same_as_once),
        Check(A_removed_id_can_be_used_again),
        Check(An_id_is_taken_once_and_keeps_its_layer),
        Check(A_parent_that_is_not_there_is_refused_and_leaves_nothing),
        Check(A_parent_that_is_not_committed_is_refused),
        Check(What_is_not_committed_cannot_be_opened),
        Check(Ids_that_start_with_one_another_are_different_layers),
        Check(The_longest_and_oddest_ids_are_kept),
        Check(An_empty_layer_is_a_layer),
        Check(A_removed_layer_gives_its_space_back),
        Check(A_hundred_layers_are_each_listed_once),
        Check(Status_and_probe_say_something_an_operator_can_read),
        Check(A_cancelled_creation_leaves_nothing),
        Check(A_cancelled_removal_is_finished_by_the_next),
        Check(A_removal_of_a_layer_that_is_being_made_leaves_the_id_free),
        Check(A_driver_that_may_not_write_reads_what_is_there),
        Check(A_driver_that_may_not_write_makes_nothing),
    ];

    private static CacheId Base => DriverTrial.Id("base");

    private static void A_layer_is_absent_until_its_commit(DriverTrial trial)
    {
        using ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None);
        Require.Equal(DriverPresence.Absent, trial.Driver.Presence(Base));
        new LayerSteps().File("d/file", "content").PushInto(writer);
        Require.Equal(DriverPresence.Absent, trial.Driver.Presence(Base));
        writer.Commit();
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(Base));
    }

    private static void A_committed_layer_is_present_listed_and_can_be_read(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("file", "content"));
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(id));
        Require.Same([id], trial.Driver.List());
        Require.Equal("content", trial.Content(id, "file"));
    }

    private static void A_committed_layer_is_there_when_the_driver_is_opened_again(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("file", "content"));
        CacheId top = trial.Make("top", below, new LayerSteps().File("other", "more"));
        foreach (Action again in (Action[])[trial.Reopen, trial.Crash])
        {
            again();
            Require.Same([below, top], trial.Driver.List());
            Require.Equal(DriverPresence.Committed, trial.Driver.Presence(top));
            Require.Equal("content", trial.Content(below, "file"));
            Require.Equal("more", trial.Content(top, "other"));
        }
    }

    private static void Dispose_without_commit_leaves_nothing(DriverTrial trial)
    {
        using (ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None))
        {
            new LayerSteps().Directory("d").File("d/file", new string('x', 10_000)).Symlink("link", "d").PushInto(writer);
        }

        trial.RequireNothing(Base);
    }

    private static void Dispose_after_commit_and_a_second_dispose_change_nothing(DriverTrial trial)
    {
        ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None);
        new LayerSteps().File("file", "content").PushInto(writer);
        writer.Commit();
        writer.Dispose();
        writer.Dispose();
        Require.Equal("content", trial.Content(Base, "file"));
        ILayerWriter other = trial.Driver.Create(DriverTrial.Id("other"), null, CancellationToken.None);
        other.Dispose();
        other.Dispose();
        trial.RequireNothing(DriverTrial.Id("other"));
    }

    private static void An_id_that_was_given_up_can_be_used_again(DriverTrial trial)
    {
        using (ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None))
        {
            new LayerSteps().File("old", "content").PushInto(writer);
        }

        trial.Make("base", null, new LayerSteps().File("new"));
        using ILayerContent content = trial.Driver.Open(Base);
        Require.True(content.TryDescribe("new"u8, out _), "the new file is there");
        Require.True(!content.TryDescribe("old"u8, out _), "the old file is gone");
    }

    private static void A_removed_layer_is_neither_present_nor_listed_nor_read(DriverTrial trial)
    {
        trial.Make("base", null, new LayerSteps().Directory("d", "0").File("d/file", "content", "0"));
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.RequireNothing(Base);
        trial.Reopen();
        trial.RequireNothing(Base);
    }

    private static void What_is_not_there_is_removed_without_an_error(DriverTrial trial)
    {
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.Driver.Remove(DriverTrial.Id("never-init"), CancellationToken.None);
        Require.Empty(trial.Driver.List());
    }

    private static void Removal_twice_is_the_same_as_once(DriverTrial trial)
    {
        CacheId kept = trial.Make("kept", null, new LayerSteps().File("file", "content"));
        trial.Make("base", null, new LayerSteps().File("file", "content"));
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.RequireNothing(Base);
        Require.Equal("content", trial.Content(kept, "file"));
    }

    private static void A_removed_id_can_be_used_again(DriverTrial trial)
    {
        trial.Make("base", null, new LayerSteps().File("old"));
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.Make("base", null, new LayerSteps().File("new", "content"));
        using ILayerContent content = trial.Driver.Open(Base);
        Require.Equal("content", ContentChecks.Text(content, "new"));
        Require.True(!content.TryDescribe("old"u8, out _), "the old file is gone");
    }

    private static void An_id_is_taken_once_and_keeps_its_layer(DriverTrial trial)
    {
        trial.Make("base", null, new LayerSteps().File("file", "first"));
        Require.Throws<IOException>(() => trial.Make("base", null, new LayerSteps().File("file", "second")));
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(Base));
        Require.Equal("first", trial.Content(Base, "file"));
    }

    private static void A_parent_that_is_not_there_is_refused_and_leaves_nothing(DriverTrial trial)
    {
        Require.Throws<DirectoryNotFoundException>(() => trial.Make("top", DriverTrial.Id("nobody"), new LayerSteps().File("file")));
        trial.RequireNothing(DriverTrial.Id("top"));
        trial.RequireNothing(DriverTrial.Id("nobody"));
    }

    private static void A_parent_that_is_not_committed_is_refused(DriverTrial trial)
    {
        using ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None);
        Require.Throws<DirectoryNotFoundException>(() => trial.Make("top", Base, new LayerSteps().File("file")));
        writer.Commit();
        trial.Make("top", Base, new LayerSteps().File("file"));
    }

    private static void What_is_not_committed_cannot_be_opened(DriverTrial trial)
    {
        Require.Throws<DirectoryNotFoundException>(() => trial.Driver.Open(Base).Dispose());
        using ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None);
        Require.Throws<DirectoryNotFoundException>(() => trial.Driver.Open(Base).Dispose());
    }

    private static void Ids_that_start_with_one_another_are_different_layers(DriverTrial trial)
    {
        string[] names = ["a", "a-init", "a-init-init", "ab", "a.b", "A", "a-0123456789abcdef"];
        CacheId[] ids = [.. names.Select(name => trial.Make(name, null, new LayerSteps().File("file", name)))];
        foreach (CacheId id in ids)
        {
            Require.Equal(id.ToString(), trial.Content(id, "file"));
        }

        trial.Driver.Remove(ids[0], CancellationToken.None);
        Require.Same(ids[1..], trial.Driver.List());
        Require.True(ids[1..].All(id => trial.Content(id, "file") == id.ToString()), "all others keep their content");
    }

    private static void The_longest_and_oddest_ids_are_kept(DriverTrial trial)
    {
        string[] names = [new string('a', 128), new string('0', 64), "a_b.c-d", "0", "layer.zip", "lock", "tmp"];
        CacheId[] ids = [.. names.Select(name => trial.Make(name, null, new LayerSteps().File("file", name)))];
        trial.Reopen();
        Require.Same(ids, trial.Driver.List());
        Require.True(ids.All(id => trial.Content(id, "file") == id.ToString()), "all have their content");
    }

    private static void An_empty_layer_is_a_layer(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps());
        CacheId top = trial.Make("top", below, new LayerSteps());
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(top));
        trial.Driver.Open(top).Dispose();
        Require.Same([below, top], trial.Driver.List());
    }

    private static void A_removed_layer_gives_its_space_back(DriverTrial trial)
    {
        const int Size = 4 << 20;
        byte[] noise = new byte[Size];
        new Random(7).NextBytes(noise);
        StepEntry file = new(LayerEntryType.File, "file") { Payload = () => new StepPayload(noise) };
        trial.Make("base", null, new LayerSteps().Add(file));
        Require.True(BytesBelow(trial.Context.Root) >= Size, "the content is below the driver's root");
        trial.Driver.Remove(Base, CancellationToken.None);
        Require.True(BytesBelow(trial.Context.Root) < Size / 4, "the content is gone");
    }

    private static long BytesBelow(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);

    private static void A_hundred_layers_are_each_listed_once(DriverTrial trial)
    {
        CacheId[] ids = [.. Enumerable.Range(0, 100).Select(number => trial.Make($"layer{number}", null, new LayerSteps().File($"file{number}")))];
        Require.Same(ids, trial.Driver.List());
        foreach (CacheId id in ids)
        {
            trial.Driver.Remove(id, CancellationToken.None);
        }

        Require.Empty(trial.Driver.List());
    }

    private static void Status_and_probe_say_something_an_operator_can_read(DriverTrial trial)
    {
        Require.True(trial.Driver.Status.All(pair => !string.IsNullOrWhiteSpace(pair.Name) && pair.Value is not null), "names and values of the status are there");
        Require.Equal(trial.Driver.Status.Count, trial.Driver.Status.Select(pair => pair.Name).Distinct().Count());
    }

    private static void A_cancelled_creation_leaves_nothing(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/file", "content"));
        try
        {
            trial.Driver.Create(DriverTrial.Id("top"), below, new CancellationToken(canceled: true)).Dispose();
        }
        catch (OperationCanceledException)
        {
            // A driver without long work need not look at the token.
        }

        trial.RequireNothing(DriverTrial.Id("top"));
        trial.Make("top", below, new LayerSteps().File("other"));
    }

    private static void A_cancelled_removal_is_finished_by_the_next(DriverTrial trial)
    {
        trial.Make("base", null, new LayerSteps().File("d/file", "content").File("d/e/file", "content"));
        try
        {
            trial.Driver.Remove(Base, new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // As above.
        }

        trial.Driver.Remove(Base, CancellationToken.None);
        trial.RequireNothing(Base);
    }

    private static void A_removal_of_a_layer_that_is_being_made_leaves_the_id_free(DriverTrial trial)
    {
        ILayerWriter writer = trial.Driver.Create(Base, null, CancellationToken.None);
        new LayerSteps().File("file", "content").PushInto(writer);
        trial.Crash();
        trial.Driver.Remove(Base, CancellationToken.None);
        trial.RequireNothing(Base);
        trial.Make("base", null, new LayerSteps().File("other", "new"));
        Require.Equal("new", trial.Content(Base, "other"));
    }

    private static void A_driver_that_may_not_write_reads_what_is_there(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("file", "content"));
        ILayerDriver reader = trial.OpenReadOnly();
        Require.Same([id], reader.List());
        Require.Equal(DriverPresence.Committed, reader.Presence(id));
        using ILayerContent content = reader.Open(id);
        Require.Equal("content", ContentChecks.Text(content, "file"));
    }

    private static void A_driver_that_may_not_write_makes_nothing(DriverTrial trial)
    {
        string root = Directory.CreateDirectory(Path.Combine(trial.Scratch, "empty")).FullName;
        ILayerDriver reader = trial.OpenReadOnly(root);
        Require.Equal(DriverPresence.Absent, reader.Presence(Base));
        Require.True(!Directory.EnumerateFileSystemEntries(root).Any(), "the directory is empty as before");
    }
}

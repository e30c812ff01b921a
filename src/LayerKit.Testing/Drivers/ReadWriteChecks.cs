using System.Net.Sockets;
using System.Text;
using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Testing.Linux;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>Layers that are written to through a mount.</summary>
internal static class ReadWriteChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(An_RW_layer_shows_the_tree_of_its_parent),
        Check(An_RW_layer_without_a_parent_is_empty_with_a_usual_root),
        Check(An_RW_layer_is_present_and_listed_and_its_id_is_taken),
        Check(What_is_written_is_there_at_the_next_mount_and_after_a_crash),
        Check(What_is_written_does_not_reach_the_parent),
        Check(RW_layers_of_one_parent_do_not_see_each_other),
        Check(Files_of_the_parent_can_be_changed_removed_and_replaced),
        Check(A_whole_directory_of_the_parent_can_be_replaced),
        Check(Renames_and_links_work_in_an_RW_layer),
        Check(Changes_of_an_RW_layer_are_what_was_done, Abilities.Diff),
        Check(Changes_of_an_RW_layer_equal_a_comparison_of_the_trees, Abilities.Diff | Abilities.Root),
        Check(An_init_layer_is_seen_and_does_not_count_as_a_change, Abilities.Diff),
        Check(An_RW_layer_is_removed_mounted_or_not),
        Check(An_RW_layer_whose_mount_a_crash_left_can_be_removed),
        Check(A_removed_RW_layer_leaves_its_parent_alone),
        Check(An_option_that_is_not_known_is_refused_and_leaves_nothing),
        Check(All_bad_options_are_told_at_once),
        Check(An_RW_layer_over_what_is_not_there_is_refused),
        Check(A_cancelled_RW_layer_leaves_nothing),
        Check(Odd_names_can_be_written_and_are_told_as_changes, Abilities.Diff),
        Check(A_socket_is_as_if_it_were_not_there, Abilities.Diff),
    ];

    public static CacheId Create(DriverTrial trial, string name, CacheId? parent, params (string Key, string Value)[] options)
    {
        CacheId id = DriverTrial.Id(name);
        ReadWriteOptions wanted = new() { StorageOptions = options.ToDictionary(option => option.Key, option => option.Value) };
        trial.Able<IReadWriteLayers>().CreateReadWrite(id, parent, wanted, CancellationToken.None);
        return id;
    }

    public static void Write(DriverTrial trial, CacheId id, Action<string> write)
    {
        write(trial.Able<IMountable>().Mount(id, null));
        trial.Able<IMountable>().Unmount(id);
    }

    private static LayerSteps Lower => new LayerSteps().Directory("d", "755", ("user.a", "1")).File("d/a", "1").File("d/b", "2").File("d/e/x", "3").File("f", "4").Symlink("l", "f");

    private static void An_RW_layer_shows_the_tree_of_its_parent(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        DriverTrial.RequireEqual(trial.Tree(below), trial.Tree(Create(trial, "rw", below)));
    }

    private static void An_RW_layer_without_a_parent_is_empty_with_a_usual_root(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", null);
        LayerNode root = trial.Node(id, "");
        trial.RequirePaths(id);
        Require.Equal((LayerEntryType.Directory, LayerSteps.Octal("755")), (root.Type, root.Mode));
        Write(trial, id, path => File.WriteAllText(path + "/a", "content"));
        trial.RequirePaths(id, "a");
    }

    private static void An_RW_layer_is_present_and_listed_and_its_id_is_taken(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId id = Create(trial, "rw", below);
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(id));
        Require.Same([below, id], trial.Driver.List());
        Require.Throws<IOException>(() => Create(trial, "rw", below));
        Require.Throws<IOException>(() => trial.Make("rw", null, new LayerSteps()));
        trial.Reopen();
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(id));
    }

    private static void What_is_written_is_there_at_the_next_mount_and_after_a_crash(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", trial.Make("base", null, Lower));
        Write(trial, id, path => File.WriteAllText(path + "/d/new", "content"));
        Require.Equal("content", trial.Node(id, "d/new").Content);
        trial.Able<IMountable>().Mount(id, null);
        trial.Crash();
        Require.Equal("content", trial.Node(id, "d/new").Content);
    }

    private static void What_is_written_does_not_reach_the_parent(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        LayerTree before = trial.Tree(below);
        Write(trial, Create(trial, "rw", below), path =>
        {
            File.AppendAllText(path + "/d/a", "more");
            File.Delete(path + "/f");
            Directory.Delete(path + "/d/e", recursive: true);
            Posix.ChangeMode(Posix.FromText(path + "/d"), LayerSteps.Octal("400"));
        });
        DriverTrial.RequireEqual(before, trial.Tree(below));
    }

    private static void RW_layers_of_one_parent_do_not_see_each_other(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a", "old"));
        CacheId one = Create(trial, "one", below);
        CacheId two = Create(trial, "two", below);
        IMountable driver = trial.Able<IMountable>();
        File.WriteAllText(driver.Mount(one, null) + "/a", "one");
        File.WriteAllText(driver.Mount(two, null) + "/b", "two");
        driver.Unmount(one);
        driver.Unmount(two);
        Require.Equal(("one", "old"), (trial.Node(one, "a").Content, trial.Node(two, "a").Content));
        trial.RequirePaths(one, "a");
    }

    private static void Files_of_the_parent_can_be_changed_removed_and_replaced(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", trial.Make("base", null, Lower));
        Write(trial, id, path =>
        {
            File.AppendAllText(path + "/d/a", "more");
            File.Delete(path + "/d/b");
            File.Delete(path + "/f");
            Directory.CreateDirectory(path + "/f/g");
            Directory.Delete(path + "/d/e", recursive: true);
            File.WriteAllText(path + "/d/e", "a file");
        });
        trial.RequirePaths(id, "d/", "d/a", "d/e", "f/", "f/g/", "l");
        Require.Equal("1more", trial.Node(id, "d/a").Content);
    }

    private static void A_whole_directory_of_the_parent_can_be_replaced(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", trial.Make("base", null, Lower));
        Write(trial, id, path =>
        {
            Directory.Delete(path + "/d", recursive: true);
            Directory.CreateDirectory(path + "/d/new");
        });
        trial.RequirePaths(id, "d/", "d/new/", "f", "l");
        Require.Equal("", trial.Node(id, "d").Xattrs);
    }

    private static void Renames_and_links_work_in_an_RW_layer(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", trial.Make("base", null, Lower));
        Write(trial, id, path =>
        {
            File.Move(path + "/d/a", path + "/d/c");
            File.Move(path + "/f", path + "/d/b", overwrite: true);
            File.CreateSymbolicLink(path + "/s", "d/c");
            Directory.CreateDirectory(path + "/n");
            Directory.Move(path + "/n", path + "/m");
        });
        trial.RequirePaths(id, "d/", "d/b", "d/c", "d/e/", "d/e/x", "l", "m/", "s");
        Require.Equal(("4", "1"), (trial.Node(id, "d/b").Content, trial.Node(id, "d/c").Content));
    }

    private static void Changes_of_an_RW_layer_are_what_was_done(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId id = Create(trial, "rw", below);
        DiffChecks.RequireChanges(trial, id, below);
        Write(trial, id, path =>
        {
            File.WriteAllText(path + "/d/e/new", "content");
            File.AppendAllText(path + "/d/a", "more");
            File.Delete(path + "/f");
        });
        DiffChecks.RequireChanges(trial, id, below, "C /d", "C /d/a", "C /d/e", "A /d/e/new", "D /f");
    }

    private static void Changes_of_an_RW_layer_equal_a_comparison_of_the_trees(DriverTrial trial)
    {
        CacheId below = trial.Stack(Lower.File("g/h/i").File("g/j").File("same", "same"), new LayerSteps().File("g/k").Directory("old").File("old/x"));
        CacheId id = Create(trial, "rw", below);
        Write(trial, id, path =>
        {
            Directory.Delete(path + "/g", recursive: true);
            Directory.CreateDirectory(path + "/g/h");
            File.WriteAllText(path + "/g/h/new", "content");
            Posix.ChangeMode(Posix.FromText(path + "/d/e"), LayerSteps.Octal("500"));
            Posix.SetXattr(Posix.FromText(path + "/d/b"), "user.new", "1");
            Posix.ChangeOwner(Posix.FromText(path + "/l"), 5, 6);
            File.SetLastAccessTimeUtc(path + "/same", DateTime.UnixEpoch);
            Directory.Delete(path + "/old", recursive: true);
            File.WriteAllText(path + "/old", "a file");
            File.WriteAllText(path + "/short", "lived");
            File.Delete(path + "/short");
        });
        DiffChecks.RequireNaive(trial, id, below);
        DiffChecks.RequireNaive(trial, id, DriverTrial.Id("layer0"));
        DiffChecks.RequireNaive(trial, id, null);
    }

    private static void An_init_layer_is_seen_and_does_not_count_as_a_change(DriverTrial trial)
    {
        CacheId init = Create(trial, "rw-init", trial.Make("base", null, Lower));
        Write(trial, init, path => File.WriteAllText(path + "/hosts", "127.0.0.1"));
        CacheId id = Create(trial, "rw", init);
        Require.Equal("127.0.0.1", trial.Node(id, "hosts").Content);
        DiffChecks.RequireChanges(trial, id, init);
        Write(trial, id, path => File.WriteAllText(path + "/new", "content"));
        DiffChecks.RequireChanges(trial, id, init, "A /new");
        DiffChecks.RequireChanges(trial, init, DriverTrial.Id("base"), "A /hosts");
        trial.Driver.Remove(id, CancellationToken.None);
        Require.Equal(DriverPresence.Committed, trial.Driver.Presence(init));
    }

    private static void An_RW_layer_is_removed_mounted_or_not(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId id = Create(trial, "rw", below);
        Write(trial, id, path => File.WriteAllText(path + "/new", "content"));
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
        trial.RequirePaths(Create(trial, "rw", below), "d/", "d/a", "d/b", "d/e/", "d/e/x", "f", "l");
    }

    private static void An_RW_layer_whose_mount_a_crash_left_can_be_removed(DriverTrial trial)
    {
        CacheId id = Create(trial, "rw", trial.Make("base", null, Lower));
        File.WriteAllText(trial.Able<IMountable>().Mount(id, null) + "/new", "content");
        trial.Crash();
        trial.Driver.Remove(id, CancellationToken.None);
        trial.RequireNothing(id);
        trial.Driver.Remove(id, CancellationToken.None);
    }

    private static void A_removed_RW_layer_leaves_its_parent_alone(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        LayerTree before = trial.Tree(below);
        CacheId id = Create(trial, "rw", below);
        Write(trial, id, path => Directory.Delete(path + "/d", recursive: true));
        trial.Driver.Remove(id, CancellationToken.None);
        DriverTrial.RequireEqual(before, trial.Tree(below));
    }

    private static void An_option_that_is_not_known_is_refused_and_leaves_nothing(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        Require.Throws<DriverOptionException>(() => Create(trial, "rw", below, ("no-such-option", "1")));
        trial.RequireNothing(DriverTrial.Id("rw"));
        Create(trial, "rw", below);
    }

    private static void All_bad_options_are_told_at_once(DriverTrial trial)
    {
        DriverOptionException e = Require.Throws<DriverOptionException>(() => Create(trial, "rw", null, ("no-such-option", "1"), ("nor-this", "2")));
        Require.Same(["no-such-option", "nor-this"], e.Problems.Select(problem => problem.Key));
    }

    private static void An_RW_layer_over_what_is_not_there_is_refused(DriverTrial trial)
    {
        Require.Throws<DirectoryNotFoundException>(() => Create(trial, "rw", DriverTrial.Id("nobody")));
        trial.RequireNothing(DriverTrial.Id("rw"));
    }

    private static void A_cancelled_RW_layer_leaves_nothing(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId id = DriverTrial.Id("rw");
        try
        {
            trial.Able<IReadWriteLayers>().CreateReadWrite(id, below, new ReadWriteOptions(), new CancellationToken(canceled: true));
            trial.Driver.Remove(id, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // A driver that makes one in no time need not look at the token.
        }

        trial.RequireNothing(id);
        Create(trial, "rw", below);
    }

    private static void Odd_names_can_be_written_and_are_told_as_changes(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("\u00ff\n", "old"));
        CacheId id = Create(trial, "rw", below);
        Write(trial, id, path =>
        {
            Posix.RemoveTree(Posix.FromText(path) + "/\u00ff\n");
            File.WriteAllText(path + "/.wh.file", "not a whiteout");
            File.WriteAllText(path + "/new\nline \"", "content");
        });
        Change[] changes = [.. trial.Able<INativeDiff>().Changes(id, below, CancellationToken.None)];
        Require.Same(["A .wh.file", "A new\nline \"", "D \u00ff\n"], changes.Select(change => $"{change.ToString()[0]} {Encoding.Latin1.GetString(change.PathBytes.Span)}"));
    }

    private static void A_socket_is_as_if_it_were_not_there(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, Lower);
        CacheId id = Create(trial, "rw", below);
        Write(trial, id, path =>
        {
            // The path of a socket may have 107 bytes, and that of a mount may be longer.
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            string near = Path.Combine(trial.Place, "s");
            Directory.CreateSymbolicLink(near, path);
            socket.Bind(new UnixDomainSocketEndPoint(near + "/sock"));
        });
        DiffChecks.RequireChanges(trial, id, below);
    }
}

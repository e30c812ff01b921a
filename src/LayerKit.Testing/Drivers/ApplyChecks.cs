using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>What a layer makes of the tree below it.</summary>
internal static class ApplyChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(A_tree_has_all_that_its_entries_say, Abilities.Root),
        Check(A_child_without_entries_has_the_tree_of_its_parent, Abilities.Root),
        Check(A_child_adds_to_the_tree_of_its_parent),
        Check(A_parent_is_not_changed_by_its_children),
        Check(A_parent_is_not_changed_when_a_child_is_given_up_or_removed),
        Check(Siblings_do_not_see_each_other),
        Check(A_file_replaces_a_lower_file_with_all_that_it_has),
        Check(A_directory_merges_and_takes_what_its_new_entry_says, Abilities.Root),
        Check(A_directory_entry_replaces_the_attributes_of_the_lower_directory),
        Check(A_directory_that_comes_twice_has_its_last_mode),
        Check(A_lower_directory_without_an_entry_stays_as_it_was, Abilities.Root),
        Check(Directories_have_the_times_of_their_entries_whatever_comes_after),
        Check(Parents_that_no_entry_names_are_root_s_and_0755, Abilities.Root),
        Check(Parents_that_an_entry_names_later_are_as_it_says),
        Check(Files_keep_their_modes_below_a_directory_that_is_closed),
        Check(Owners_are_right_below_a_setgid_directory, Abilities.Root),
        Check(The_root_of_a_layer_without_an_entry_is_0755),
        Check(An_entry_of_the_root_sets_what_the_root_has, Abilities.Root),
        Check(A_root_without_an_entry_keeps_what_a_lower_layer_said),
        Check(Access_control_lists_and_modes_are_both_kept, Abilities.Root),
        Check(A_default_access_control_list_does_not_touch_later_files, Abilities.Root),
        Check(Holes_stay_holes),
        Check(A_capability_survives_a_change_of_the_owner, Abilities.Root),
    ];

    private static void A_tree_has_all_that_its_entries_say(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, Everything());
        Dictionary<string, LayerNode> expected = new()
        {
            ["d"] = new() { Type = LayerEntryType.Directory, Mode = LayerSteps.Octal("2750"), UserId = 5, GroupId = 6, ModifiedTime = StepEntry.UsualTime, Xattrs = "user.d=1" },
            ["d/file"] = new() { Type = LayerEntryType.File, Mode = LayerSteps.Octal("4711"), UserId = 7, GroupId = 8, ModifiedTime = new UnixTime(-5, 17), Content = "content", Xattrs = "user.f=" },
            ["d/link"] = new() { Type = LayerEntryType.SymbolicLink, Mode = LayerSteps.Octal("777"), UserId = 9, ModifiedTime = StepEntry.UsualTime, LinkTarget = "/no where" },
            ["disk"] = new() { Type = LayerEntryType.BlockDevice, Mode = LayerSteps.Octal("660"), GroupId = 6, ModifiedTime = StepEntry.UsualTime, Device = (259, 1_048_575) },
            ["fifo"] = new() { Type = LayerEntryType.Fifo, Mode = LayerSteps.Octal("644"), ModifiedTime = StepEntry.UsualTime },
        };
        LayerTree tree = trial.Tree(id);
        Require.Same(expected, tree.Nodes.Where(pair => pair.Key.Length > 0), "the tree");
    }

    private static LayerSteps Everything() => new LayerSteps()
        .Add(new StepEntry(LayerEntryType.Directory, "d") { Mode = LayerSteps.Octal("2750"), UserId = 5, GroupId = 6, Xattrs = [("user.d", "1")] })
        .Add(new StepEntry(LayerEntryType.File, "d/file")
        {
            Mode = LayerSteps.Octal("4711"),
            UserId = 7,
            GroupId = 8,
            ModifiedTime = new UnixTime(-5, 17),
            Content = "content",
            Xattrs = [("user.f", "")],
        })
        .Add(new StepEntry(LayerEntryType.SymbolicLink, "d/link") { LinkTarget = "/no where", UserId = 9 })
        .Add(new StepEntry(LayerEntryType.BlockDevice, "disk") { Mode = LayerSteps.Octal("660"), GroupId = 6, DeviceMajor = 259, DeviceMinor = 1_048_575 })
        .Fifo("fifo");

    private static void A_child_without_entries_has_the_tree_of_its_parent(DriverTrial trial)
    {
        LayerSteps steps = Everything().File("d/one", "1").HardLink("two", "d/one").Device("null").Directory("closed", "0").File("\u00ff\n", "odd")
            .Add(new StepEntry(LayerEntryType.Directory, "") { Mode = LayerSteps.Octal("1711"), UserId = 3, Xattrs = [("user.root", "1")] });
        CacheId below = trial.Make("base", null, steps);
        CacheId top = trial.Make("top", below, new LayerSteps());
        DriverTrial.RequireEqual(trial.Tree(below), trial.Tree(top));
    }

    private static void A_child_adds_to_the_tree_of_its_parent(DriverTrial trial) => trial.RequireTop(
        ["a", "d/", "d/b", "d/c", "d/e/", "d/e/f"],
        new LayerSteps().File("a").Directory("d").File("d/b"),
        new LayerSteps().File("d/c").Directory("d/e").File("d/e/f"));

    private static void A_parent_is_not_changed_by_its_children(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().Directory("d", "700", ("user.a", "1")).File("d/a", "old").File("b", "old").HardLink("c", "b").Symlink("l", "d"));
        LayerTree before = trial.Tree(below);
        trial.Make("one", below, new LayerSteps().Directory("d", "711", ("user.a", "2")).File("d/a", "new").Whiteout("b").Directory("l").File("l/x"));
        trial.Make("two", below, new LayerSteps().Opaque("d").File("c", "new", "600").HardLink("e", "b"));
        DriverTrial.RequireEqual(before, trial.Tree(below));
    }

    private static void A_parent_is_not_changed_when_a_child_is_given_up_or_removed(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("d/a", "old").File("b", "old"));
        LayerTree before = trial.Tree(below);
        CacheId top = trial.Make("top", below, new LayerSteps().File("d/a", "new").Whiteout("b"));
        trial.Driver.Remove(top, CancellationToken.None);
        using (ILayerWriter writer = trial.Driver.Create(top, below, CancellationToken.None))
        {
            new LayerSteps().File("d/a", "newer").Whiteout("b").PushInto(writer);
        }

        DriverTrial.RequireEqual(before, trial.Tree(below));
    }

    private static void Siblings_do_not_see_each_other(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a").File("b"));
        CacheId one = trial.Make("one", below, new LayerSteps().File("one").Whiteout("a"));
        CacheId two = trial.Make("two", below, new LayerSteps().File("two").Whiteout("b"));
        trial.RequirePaths(below, "a", "b");
        trial.RequirePaths(one, "b", "one");
        trial.RequirePaths(two, "a", "two");
    }

    private static void A_file_replaces_a_lower_file_with_all_that_it_has(DriverTrial trial)
    {
        StepEntry old = new(LayerEntryType.File, "file") { Content = "old and longer", Mode = LayerSteps.Octal("600"), Xattrs = [("user.old", "1")], ModifiedTime = new UnixTime(5, 5) };
        StepEntry young = new(LayerEntryType.File, "file") { Content = "new", Mode = LayerSteps.Octal("755") };
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().Add(old), new LayerSteps().Add(young)), "file");
        Require.Equal(("new", LayerSteps.Octal("755"), "", StepEntry.UsualTime), (node.Content, node.Mode, node.Xattrs, node.ModifiedTime));
    }

    private static void A_directory_merges_and_takes_what_its_new_entry_says(DriverTrial trial)
    {
        StepEntry young = new(LayerEntryType.Directory, "d") { Mode = LayerSteps.Octal("1711"), UserId = 4, GroupId = 5, ModifiedTime = new UnixTime(9, 9) };
        CacheId top = trial.Stack(new LayerSteps().Directory("d", "700").File("d/a").File("d/e/f"), new LayerSteps().Add(young).File("d/b"));
        trial.RequirePaths(top, "d/", "d/a", "d/b", "d/e/", "d/e/f");
        LayerNode node = trial.Node(top, "d");
        Require.Equal((young.Mode, 4L, 5L, young.ModifiedTime), (node.Mode, node.UserId, node.GroupId, node.ModifiedTime));
    }

    private static void A_directory_entry_replaces_the_attributes_of_the_lower_directory(DriverTrial trial)
    {
        CacheId top = trial.Stack(
            new LayerSteps().Directory("d", "755", ("user.gone", "1"), ("user.kept", "old")).File("d/a"),
            new LayerSteps().Directory("d", "755", ("user.kept", "new"), ("user.more", "1")));
        Require.Equal("user.kept=new\0user.more=1", trial.Node(top, "d").Xattrs);
    }

    private static void A_directory_that_comes_twice_has_its_last_mode(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Directory("d", "700", ("user.a", "1")).File("d/a").Directory("d", "751", ("user.b", "2")).File("d/b"));
        LayerNode node = trial.Node(top, "d");
        Require.Equal((LayerSteps.Octal("751"), "user.b=2", StepEntry.UsualTime), (node.Mode, node.Xattrs, node.ModifiedTime));
        trial.RequirePaths(top, "d/", "d/a", "d/b");
    }

    private static void A_lower_directory_without_an_entry_stays_as_it_was(DriverTrial trial)
    {
        StepEntry lower = new(LayerEntryType.Directory, "d") { Mode = LayerSteps.Octal("1750"), UserId = 4, GroupId = 5, ModifiedTime = new UnixTime(9, 9), Xattrs = [("user.a", "1")] };
        CacheId below = trial.Stack(new LayerSteps().Add(lower).File("d/a").File("d/b").Directory("d/e", "711"));
        LayerNode before = trial.Node(below, "d");
        foreach ((string name, LayerSteps steps) in new (string, LayerSteps)[]
        {
            ("added", new LayerSteps().File("d/new")), ("deep", new LayerSteps().File("d/e/new")), ("removed", new LayerSteps().Whiteout("d/a")),
            ("linked", new LayerSteps().HardLink("d/link", "d/a")), ("hidden", new LayerSteps().Opaque("d")), ("replaced", new LayerSteps().Directory("d/a")),
        })
        {
            Require.Equal(before, trial.Node(trial.Make(name, below, steps), "d"), $"d after something was {name}");
        }
    }

    private static void Directories_have_the_times_of_their_entries_whatever_comes_after(DriverTrial trial)
    {
        CacheId top = trial.Stack(
            new LayerSteps().Directory("d").Directory("d/e").File("d/e/old"),
            new LayerSteps().Directory("d").Directory("d/e").File("d/e/a").Whiteout("d/e/old").Symlink("d/l", "x").HardLink("d/h", "d/e/a"));
        Require.Equal(StepEntry.UsualTime, trial.Node(top, "d").ModifiedTime);
        Require.Equal(StepEntry.UsualTime, trial.Node(top, "d/e").ModifiedTime);
    }

    private static void Parents_that_no_entry_names_are_root_s_and_0755(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Add(new StepEntry(LayerEntryType.File, "a/b/c") { UserId = 7, GroupId = 8, Mode = LayerSteps.Octal("600") }));
        foreach (string path in (string[])["a", "a/b"])
        {
            LayerNode node = trial.Node(top, path);
            Require.Equal((LayerEntryType.Directory, LayerSteps.Octal("755"), 0L, 0L), (node.Type, node.Mode, node.UserId, node.GroupId));
        }
    }

    private static void Parents_that_an_entry_names_later_are_as_it_says(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().File("a/b/c").Directory("a/b", "711").Directory("a", "700"));
        Require.Equal((LayerSteps.Octal("700"), StepEntry.UsualTime), (trial.Node(top, "a").Mode, trial.Node(top, "a").ModifiedTime));
        Require.Equal(LayerSteps.Octal("711"), trial.Node(top, "a/b").Mode);
    }

    private static void Files_keep_their_modes_below_a_directory_that_is_closed(DriverTrial trial)
    {
        CacheId top = trial.Stack(new LayerSteps().Directory("d", "500").File("d/a", "1", "400"), new LayerSteps().File("d/b", "2", "444").File("d/a", "3", "440"));
        Require.Equal(LayerSteps.Octal("500"), trial.Node(top, "d").Mode);
        Require.Equal(LayerSteps.Octal("440"), trial.Node(top, "d/a").Mode);
        Require.Equal(LayerSteps.Octal("444"), trial.Node(top, "d/b").Mode);
    }

    private static void Owners_are_right_below_a_setgid_directory(DriverTrial trial)
    {
        StepEntry directory = new(LayerEntryType.Directory, "d") { Mode = LayerSteps.Octal("2775"), GroupId = 50 };
        CacheId top = trial.Stack(new LayerSteps().Add(directory).File("d/a").Directory("d/e").Symlink("d/l", "x"), new LayerSteps().File("d/b").Directory("d/f"));
        foreach (string path in (string[])["d/a", "d/b", "d/e", "d/f", "d/l"])
        {
            Require.Equal(0L, trial.Node(top, path).GroupId, $"group of {path}");
        }

        Require.Equal(LayerSteps.Octal("755"), trial.Node(top, "d/f").Mode);
    }

    private static void The_root_of_a_layer_without_an_entry_is_0755(DriverTrial trial) =>
        Require.Equal(LayerSteps.Octal("755"), trial.Node(trial.Stack(new LayerSteps().File("a")), "").Mode);

    private static void An_entry_of_the_root_sets_what_the_root_has(DriverTrial trial)
    {
        StepEntry root = new(LayerEntryType.Directory, "") { Mode = LayerSteps.Octal("1711"), UserId = 3, GroupId = 4, ModifiedTime = new UnixTime(11, 12), Xattrs = [("user.root", "1")] };
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().File("old").Directory("", "700", ("user.old", "1")), new LayerSteps().Add(root).File("new")), "");
        Require.Equal((root.Mode, 3L, 4L, root.ModifiedTime, "user.root=1"), (node.Mode, node.UserId, node.GroupId, node.ModifiedTime, node.Xattrs));
        Require.Throws<UnsafeTarEntryException>(() => trial.Make("link", null, new LayerSteps().Symlink("", "/etc")));
    }

    private static void A_root_without_an_entry_keeps_what_a_lower_layer_said(DriverTrial trial)
    {
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().Directory("", "711", ("user.root", "1")), new LayerSteps().File("new"), new LayerSteps()), "");
        Require.Equal((LayerSteps.Octal("711"), "user.root=1"), (node.Mode, node.Xattrs));
    }

    private static void Access_control_lists_and_modes_are_both_kept(DriverTrial trial)
    {
        StepEntry file = new(LayerEntryType.File, "file") { Mode = LayerSteps.Octal("640"), Xattrs = [("system.posix_acl_access", AclText.Of("rw-", "r--", "---"))] };
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().Add(file).Add(file with { Path = "closed", Mode = LayerSteps.Octal("600") }), new LayerSteps()), "file");
        Require.Equal(("system.posix_acl_access=" + AclText.Of("rw-", "r--", "---"), LayerSteps.Octal("640")), (node.Xattrs, node.Mode));
        Require.Equal(LayerSteps.Octal("600"), trial.Node(DriverTrial.Id("layer1"), "closed").Mode, "the mode where it contradicts the list");
    }

    private static void A_default_access_control_list_does_not_touch_later_files(DriverTrial trial)
    {
        StepEntry directory = new(LayerEntryType.Directory, "d") { Xattrs = [("system.posix_acl_default", AclText.Of("rwx", "r-x", "r-x"))] };
        CacheId top = trial.Stack(new LayerSteps().Add(directory with { Mode = LayerSteps.Octal("755") }).File("d/a", "", "606"), new LayerSteps().File("d/b", "", "606").Directory("d/e", "707"));
        Require.Equal((LayerSteps.Octal("606"), ""), (trial.Node(top, "d/a").Mode, trial.Node(top, "d/a").Xattrs));
        Require.Equal((LayerSteps.Octal("606"), ""), (trial.Node(top, "d/b").Mode, trial.Node(top, "d/b").Xattrs));
        Require.Equal((LayerSteps.Octal("707"), ""), (trial.Node(top, "d/e").Mode, trial.Node(top, "d/e").Xattrs));
    }

    private static void Holes_stay_holes(DriverTrial trial)
    {
        const long Size = 64 << 20;
        StepEntry file = new(LayerEntryType.File, "sparse")
        {
            Payload = () => new StepPayload(StepEntry.Bytes(new string('x', 8192)), Size, [new LayerExtent(0, 4096), new LayerExtent(Size / 2, 4096)]),
        };
        CacheId below = trial.Make("base", null, new LayerSteps().Add(file));
        CacheId top = trial.Make("top", below, new LayerSteps().File("other"));
        Require.True(trial.Tree(below).AllocatedBytes < Size / 8, "the layer takes little");
        Require.True(trial.Tree(top).AllocatedBytes < Size / 8, "its child takes little");
        Require.Equal(trial.Node(below, "sparse"), trial.Node(top, "sparse"));
    }

    private static void A_capability_survives_a_change_of_the_owner(DriverTrial trial)
    {
        const string Capability = "\u0001\0\0\u0002\0\u0004\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        StepEntry file = new(LayerEntryType.File, "ping") { Xattrs = [("security.capability", Capability)], Mode = LayerSteps.Octal("4755"), UserId = 3, GroupId = 4, Content = "x" };
        LayerNode node = trial.Node(trial.Stack(new LayerSteps().Add(file), new LayerSteps().File("other")), "ping");
        Require.Equal(("security.capability=" + Capability, file.Mode, 3L), (node.Xattrs, node.Mode, node.UserId));
    }
}

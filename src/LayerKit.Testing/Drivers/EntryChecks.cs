using System.Text;
using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>All that an entry says comes back from the layer that has it.</summary>
internal static class EntryChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Every_type_is_kept),
        Check(Modes_are_kept_with_setuid_setgid_and_sticky, Abilities.Root),
        Check(Owners_are_kept_up_to_the_largest, Abilities.Root),
        Check(Times_are_kept_to_the_nanosecond),
        Check(Times_before_1970_and_after_2038_are_kept),
        Check(Targets_of_symbolic_links_are_kept_verbatim),
        Check(Device_numbers_are_kept_or_refused_and_never_cut, Abilities.Root),
        Check(Extended_attributes_are_kept),
        Check(Extended_attributes_of_the_system_are_kept, Abilities.Root),
        Check(Large_extended_attributes_are_kept),
        Check(Names_of_any_bytes_are_kept),
        Check(Names_of_255_bytes_are_kept),
        Check(Names_that_look_alike_are_different_files),
        Check(Names_that_mean_something_elsewhere_mean_nothing),
        Check(Long_paths_are_kept),
        Check(Deep_directories_are_kept),
        Check(The_entry_of_the_root_is_kept),
        Check(The_size_of_what_is_no_file_is_0),
        Check(A_described_entry_has_no_path),
    ];

    private static void RequireDescribed(ILayerContent content, StepEntry expected)
    {
        Require.True(content.TryDescribe(StepEntry.Bytes(expected.Path), out LayerEntry entry), $"'{expected.Path}' is described");
        Require.Equal(expected.Type, entry.Type, $"type of '{expected.Path}'");
        Require.Equal(expected.ModifiedTime, entry.ModifiedTime, $"time of '{expected.Path}'");
        Require.Equal((expected.UserId, expected.GroupId), (entry.UserId, entry.GroupId), $"owner of '{expected.Path}'");
        Require.Equal((expected.DeviceMajor, expected.DeviceMinor), (entry.DeviceMajor, entry.DeviceMinor), $"device of '{expected.Path}'");
        if (expected.Type != LayerEntryType.SymbolicLink)
        {
            Require.Equal(expected.Mode, entry.Mode, $"mode of '{expected.Path}'");
            return;
        }

        Require.Equal(expected.LinkTarget, Encoding.Latin1.GetString(entry.LinkTarget), $"target of '{expected.Path}'");
    }

    private static void RequireKept(DriverTrial trial, params StepEntry[] entries)
    {
        LayerSteps steps = new();
        foreach (StepEntry entry in entries)
        {
            steps.Add(entry);
        }

        CacheId id = trial.Make("base", null, steps);
        trial.Reopen();
        using ILayerContent content = trial.Driver.Open(id);
        foreach (StepEntry entry in entries)
        {
            RequireDescribed(content, entry);
            Require.Same(entry.Xattrs, Xattrs(content, entry.Path), $"attributes of '{entry.Path}'");
        }
    }

    private static (string, string)[] Xattrs(ILayerContent content, string path)
    {
        content.TryDescribe(StepEntry.Bytes(path), out LayerEntry entry);
        return
        [
            .. (entry.Xattrs ?? [])
                .Select(xattr => (Encoding.Latin1.GetString(xattr.Name.Span), Encoding.Latin1.GetString(xattr.Value.Span)))
                .Where(xattr => xattr.Item1 != "security.selinux"),
        ];
    }

    // As another user, owners are our own unless a driver keeps them otherwise; the checks that need no root ask for root's, as most layers do.
    private static void Every_type_is_kept(DriverTrial trial) => RequireKept(
        trial,
        new StepEntry(LayerEntryType.Directory, "d") { Mode = LayerSteps.Octal("750") },
        new StepEntry(LayerEntryType.File, "d/file") { Content = "content", Mode = LayerSteps.Octal("604") },
        new StepEntry(LayerEntryType.SymbolicLink, "link") { LinkTarget = "d/file" },
        new StepEntry(LayerEntryType.Fifo, "fifo"),
        new StepEntry(LayerEntryType.CharacterDevice, "null") { DeviceMajor = 1, DeviceMinor = 3 },
        new StepEntry(LayerEntryType.BlockDevice, "disk") { DeviceMajor = 7, DeviceMinor = 0 });

    private static void Modes_are_kept_with_setuid_setgid_and_sticky(DriverTrial trial)
    {
        string[] modes = ["0", "1", "111", "200", "222", "444", "777", "1777", "2755", "4711", "6755", "7000", "7777"];
        RequireKept(trial, [
            .. modes.Select(mode => new StepEntry(LayerEntryType.File, $"file{mode}") { Mode = LayerSteps.Octal(mode), UserId = 1, GroupId = 2, Content = "x" }),
            .. modes.Select(mode => new StepEntry(LayerEntryType.Directory, $"dir{mode}") { Mode = LayerSteps.Octal(mode), UserId = 1, GroupId = 2 }),
        ]);
    }

    private static void Owners_are_kept_up_to_the_largest(DriverTrial trial)
    {
        long[] ids = [0, 1, 65_534, 65_536, 1_000_000_000, 4_294_967_294];
        RequireKept(trial, [
            .. ids.Select(id => new StepEntry(LayerEntryType.File, $"file{id}") { UserId = id, GroupId = ids[^1] - id }),
            .. ids.Select(id => new StepEntry(LayerEntryType.Directory, $"dir{id}") { UserId = id, GroupId = id, Mode = LayerSteps.Octal("2755") }),
            .. ids.Select(id => new StepEntry(LayerEntryType.SymbolicLink, $"link{id}") { UserId = id, GroupId = id, LinkTarget = "nowhere" }),
            .. ids.Select(id => new StepEntry(LayerEntryType.File, $"dir{id}/file") { UserId = ids[^1] - id, GroupId = 0 }),
        ]);
    }

    private static void Times_are_kept_to_the_nanosecond(DriverTrial trial)
    {
        UnixTime[] times = [new(0, 0), new(0, 1), new(1, 999_999_999), new(1_600_000_000, 123_456_789), new(2_000_000_000, 5)];
        RequireKept(trial, [
            .. times.Index().Select(time => new StepEntry(LayerEntryType.Directory, $"d{time.Index}") { ModifiedTime = time.Item }),
            .. times.Index().Select(time => new StepEntry(LayerEntryType.File, $"d{time.Index}/file") { ModifiedTime = time.Item }),
            .. times.Index().Select(time => new StepEntry(LayerEntryType.SymbolicLink, $"d{time.Index}/link") { ModifiedTime = time.Item, LinkTarget = "x" }),
            .. times.Index().Select(time => new StepEntry(LayerEntryType.Fifo, $"d{time.Index}/fifo") { ModifiedTime = time.Item }),
        ]);
    }

    private static void Times_before_1970_and_after_2038_are_kept(DriverTrial trial)
    {
        UnixTime[] times = [new(-1, 999_999_999), new(-1, 0), new(-1_000_000_000, 250_000_000), new(2_147_483_648, 1), new(4_294_967_296, 7)];
        RequireKept(trial, [
            .. times.Index().Select(time => new StepEntry(LayerEntryType.File, $"file{time.Index}") { ModifiedTime = time.Item, Content = "x" }),
            .. times.Index().Select(time => new StepEntry(LayerEntryType.Directory, $"d{time.Index}") { ModifiedTime = time.Item }),
        ]);
    }

    private static void Targets_of_symbolic_links_are_kept_verbatim(DriverTrial trial)
    {
        string[] targets = ["x", "/", "//", ".", "..", "../../../etc/passwd", "/etc/passwd", "a//b/./c/../", "nowhere", "\u00ff\u00fe", "with space\nand line", new string('t', 4000)];
        RequireKept(trial, [.. targets.Index().Select(target => new StepEntry(LayerEntryType.SymbolicLink, $"link{target.Index}") { LinkTarget = target.Item })]);
    }

    private static void Device_numbers_are_kept_or_refused_and_never_cut(DriverTrial trial)
    {
        RequireKept(
            trial,
            new StepEntry(LayerEntryType.CharacterDevice, "a") { DeviceMajor = 0, DeviceMinor = 1 },
            new StepEntry(LayerEntryType.CharacterDevice, "b") { DeviceMajor = 255, DeviceMinor = 256 },
            new StepEntry(LayerEntryType.BlockDevice, "c") { DeviceMajor = 259, DeviceMinor = 65_536 },
            new StepEntry(LayerEntryType.BlockDevice, "d") { DeviceMajor = 4095, DeviceMinor = 1_048_575 });
        try
        {
            CacheId id = trial.Make("large", null, new LayerSteps().Device("large", 4096, 1 << 20).Device("larger", 1, uint.MaxValue));
            using ILayerContent content = trial.Driver.Open(id);
            Require.True(content.TryDescribe("large"u8, out LayerEntry large), "it is described");
            Require.Equal((4096u, 1u << 20), (large.DeviceMajor, large.DeviceMinor));
            Require.True(content.TryDescribe("larger"u8, out LayerEntry larger), "it is described");
            Require.Equal((1u, uint.MaxValue), (larger.DeviceMajor, larger.DeviceMinor));
        }
        catch (Exception e) when (e is IOException or Errors.LayerKitException)
        {
            trial.RequireNothing(DriverTrial.Id("large"));
        }
    }

    private static void Extended_attributes_are_kept(DriverTrial trial) => RequireKept(
        trial,
        new StepEntry(LayerEntryType.File, "file") { Xattrs = [("user.note", "value"), ("user.empty", ""), ("user.bytes", "\0\u0001\u00ff\n")], Content = "x" },
        new StepEntry(LayerEntryType.Directory, "d") { Xattrs = [("user.\u00e9 =\"", "odd name"), ("user.a", "1"), ("user.b", "2")] },
        new StepEntry(LayerEntryType.File, "d/none"));

    private static void Extended_attributes_of_the_system_are_kept(DriverTrial trial)
    {
        // struct vfs_cap_data of revision 2: cap_net_bind_service, permitted and effective.
        const string Capability = "\u0001\0\0\u0002\0\u0004\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
        RequireKept(
            trial,
            new StepEntry(LayerEntryType.File, "ping") { Xattrs = [("security.capability", Capability)], Mode = LayerSteps.Octal("755"), UserId = 3, GroupId = 4 },
            new StepEntry(LayerEntryType.File, "trusted") { Xattrs = [("trusted.note", "t"), ("user.note", "u")] },
            new StepEntry(LayerEntryType.SymbolicLink, "link") { Xattrs = [("trusted.note", "of a link")], LinkTarget = "x" },
            new StepEntry(LayerEntryType.Directory, "d") { Xattrs = [("trusted.note", "of a directory")] });
    }

    private static void Large_extended_attributes_are_kept(DriverTrial trial) => RequireKept(
        trial,
        new StepEntry(LayerEntryType.File, "file") { Xattrs = [("user.large", new string('v', 3000)), ("user." + new string('n', 200), "long name")] });

    private static void Names_of_any_bytes_are_kept(DriverTrial trial)
    {
        string[] names = ["\u00ff\u00fe", "caf\u00c3\u00a9", "caf\u00e9", "line\nbreak", "tab\t", "\u0001\u007f", "quote\"'`", "back\\slash", " space ", "\u00c0\u0080", "\u00ed\u00a0\u0080"];
        RequireKept(trial, [
            .. names.Select(name => new StepEntry(LayerEntryType.File, name) { Content = name }),
            .. names.Select(name => new StepEntry(LayerEntryType.Directory, "d-" + name)),
            .. names.Select(name => new StepEntry(LayerEntryType.File, $"d-{name}/{name}")),
        ]);
        Require.True(names.All(name => trial.Content(DriverTrial.Id("base"), name) == name), "each has its content");
    }

    private static void Names_of_255_bytes_are_kept(DriverTrial trial)
    {
        string[] names = [new('n', 255), new('\u00ff', 255), new string('\u00e9', 254) + "x"];
        RequireKept(trial, [
            .. names.Select(name => new StepEntry(LayerEntryType.Directory, name)),
            .. names.Select(name => new StepEntry(LayerEntryType.File, $"{name}/{name}") { Content = "x" }),
        ]);
    }

    private static void Names_that_look_alike_are_different_files(DriverTrial trial)
    {
        // e with acute accent in two Unicode forms, as UTF-8.
        string[] names = ["readme", "README", "Readme", "\u00c3\u00a9", "e\u00cc\u0081", "a", "a.", "a ", " a", "b-", "b_"];
        RequireKept(trial, [.. names.Select(name => new StepEntry(LayerEntryType.File, name) { Content = name })]);
        Require.True(names.All(name => trial.Content(DriverTrial.Id("base"), name) == name), "each has its content");
    }

    private static void Names_that_mean_something_elsewhere_mean_nothing(DriverTrial trial)
    {
        string[] names =
        [
            "con", "nul.txt", "a:b", "a|b", "a?b*", "-rf", "--", "~", "$HOME", "%00", "%2e%2e", "...", "..foo", ".foo", "foo..", "whiteout", "opaque", "diff", "lower", "link",
            "work", "merged", "committed", "l", "layerkit", "staging", "objects", "0 0 0",
        ];
        RequireKept(trial, [.. names.Select(name => new StepEntry(LayerEntryType.File, name) { Content = name })]);
        Require.True(names.All(name => trial.Content(DriverTrial.Id("base"), name) == name), "each has its content");
    }

    private static void Long_paths_are_kept(DriverTrial trial)
    {
        string directory = string.Join('/', Enumerable.Repeat(new string('p', 199), 15));
        RequireKept(trial, new StepEntry(LayerEntryType.Directory, directory), new StepEntry(LayerEntryType.File, directory + "/file") { Content = "x" });
    }

    private static void Deep_directories_are_kept(DriverTrial trial)
    {
        string directory = string.Join('/', Enumerable.Repeat("d", 400));
        RequireKept(trial, new StepEntry(LayerEntryType.Directory, directory), new StepEntry(LayerEntryType.File, directory + "/file") { Content = "x" });
    }

    private static void The_entry_of_the_root_is_kept(DriverTrial trial) => RequireKept(
        trial,
        new StepEntry(LayerEntryType.Directory, "") { Mode = LayerSteps.Octal("711"), ModifiedTime = new UnixTime(1, 2), Xattrs = [("user.root", "yes")] },
        new StepEntry(LayerEntryType.File, "file"));

    private static void The_size_of_what_is_no_file_is_0(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().Directory("d").Symlink("link", "somewhere").Fifo("fifo").File("d/file", "12345"));
        using ILayerContent content = trial.Driver.Open(id);
        foreach ((string path, long size) in new (string, long)[] { ("d", 0), ("link", 0), ("fifo", 0), ("d/file", 5) })
        {
            Require.True(content.TryDescribe(StepEntry.Bytes(path), out LayerEntry entry), $"{path} is described");
            Require.Equal(size, entry.Size, $"size of {path}");
        }
    }

    private static void A_described_entry_has_no_path(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("d/file"));
        using ILayerContent content = trial.Driver.Open(id);
        Require.True(content.TryDescribe("d/file"u8, out LayerEntry entry), "it is described");
        Require.Equal(0, entry.Path.Length);
    }
}

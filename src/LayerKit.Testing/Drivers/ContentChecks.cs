using System.Text;
using LayerKit.Drivers;
using LayerKit.Identity;
using static LayerKit.Testing.Drivers.DriverCheck;

namespace LayerKit.Testing.Drivers;

/// <summary>What an export needs: the files of a layer, by the paths of its own entries.</summary>
internal static class ContentChecks
{
    public static IEnumerable<DriverCheck> All { get; } =
    [
        Check(Content_comes_back_byte_for_byte),
        Check(Content_of_any_length_comes_back),
        Check(Content_can_be_read_in_any_pieces),
        Check(Content_of_many_small_files_comes_back),
        Check(A_file_that_was_added_twice_has_its_last_content),
        Check(Holes_read_as_zeros),
        Check(A_payload_that_nobody_reads_is_an_empty_file_of_its_layer),
        Check(What_was_added_through_a_link_is_read_by_the_path_it_was_added_with),
        Check(What_is_no_regular_file_is_not_opened),
        Check(What_is_not_there_is_neither_described_nor_opened),
        Check(A_layer_above_does_not_change_what_is_read_of_the_one_below),
        Check(Contents_are_read_after_a_crash),
        Check(A_hard_link_is_read_as_the_file_it_names, Abilities.Tree),
        Check(Hard_links_of_a_layer_are_recognised, Abilities.Tree),
        Check(A_path_through_a_link_of_the_layer_is_followed, Abilities.Tree),
        Check(A_path_through_a_link_never_leaves_the_layer, Abilities.Tree),
    ];

    public static string Text(Stream stream)
    {
        using StreamReader reader = new(stream, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }

    public static string Text(ILayerContent content, string path)
    {
        using Stream stream = content.OpenFile(StepEntry.Bytes(path));
        return Text(stream);
    }

    private static void Content_comes_back_byte_for_byte(DriverTrial trial)
    {
        string bytes = string.Concat(Enumerable.Range(0, 70_000).Select(number => (char)(number % 251)));
        CacheId id = trial.Make("base", null, new LayerSteps().File("d/bytes", bytes));
        Require.Equal(bytes, trial.Content(id, "d/bytes"));
    }

    private static void Content_of_any_length_comes_back(DriverTrial trial)
    {
        int[] lengths = [0, 1, 511, 512, 4095, 4096, 4097, 65_535, 65_536, 1_000_003];
        LayerSteps steps = new();
        foreach (int length in lengths)
        {
            steps.File($"file{length}", new string((char)('a' + (length % 7)), length));
        }

        CacheId id = trial.Make("base", null, steps);
        using ILayerContent content = trial.Driver.Open(id);
        foreach (int length in lengths)
        {
            Require.True(content.TryDescribe(StepEntry.Bytes($"file{length}"), out LayerEntry entry), $"file{length} is described");
            Require.Equal(length, entry.Size);
            Require.Equal(new string((char)('a' + (length % 7)), length), Text(content, $"file{length}"));
        }
    }

    private static void Content_can_be_read_in_any_pieces(DriverTrial trial)
    {
        string bytes = string.Concat(Enumerable.Range(0, 20_000).Select(number => (char)(number % 253)));
        CacheId id = trial.Make("base", null, new LayerSteps().File("file", bytes));
        using ILayerContent content = trial.Driver.Open(id);
        using Stream stream = content.OpenFile("file"u8);
        StringBuilder read = new();
        byte[] piece = new byte[777];
        for (int count = stream.Read(piece, 0, 1); count > 0; count = stream.Read(piece))
        {
            read.Append(Encoding.Latin1.GetString(piece, 0, count));
        }

        Require.Equal(bytes, read.ToString());
        Require.Equal(0, stream.Read(piece));
    }

    private static void Content_of_many_small_files_comes_back(DriverTrial trial)
    {
        LayerSteps steps = new();
        for (int number = 0; number < 600; number++)
        {
            steps.File($"d{number % 7}/file{number}", $"content {number}");
        }

        CacheId id = trial.Make("base", null, steps);
        using ILayerContent content = trial.Driver.Open(id);
        for (int number = 599; number >= 0; number--)
        {
            Require.Equal($"content {number}", Text(content, $"d{number % 7}/file{number}"));
        }
    }

    private static void A_file_that_was_added_twice_has_its_last_content(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("file", "first and longer", "600").File("other").File("file", "second", "640"));
        using ILayerContent content = trial.Driver.Open(id);
        Require.Equal("second", Text(content, "file"));
        Require.True(content.TryDescribe("file"u8, out LayerEntry entry), "it is described");
        Require.Equal(LayerSteps.Octal("640"), entry.Mode);
        Require.Equal(6, entry.Size);
    }

    private static void Holes_read_as_zeros(DriverTrial trial)
    {
        LayerExtent[] extents = [new(1000, 3000), new(1_000_000, 5)];
        StepEntry file = new(LayerEntryType.File, "holes")
        {
            Payload = () => new StepPayload(StepEntry.Bytes(new string('x', 3000) + "yyyyy"), 2_000_000, extents),
        };
        CacheId id = trial.Make("base", null, new LayerSteps().Add(file));
        string content = trial.Content(id, "holes");
        Require.Equal(2_000_000, content.Length);
        Require.Equal(new string('\0', 1000) + new string('x', 3000) + new string('\0', 996_000) + "yyyyy" + new string('\0', 999_995), content);
    }

    private static void A_payload_that_nobody_reads_is_an_empty_file_of_its_layer(DriverTrial trial)
    {
        StepEntry file = new(LayerEntryType.File, "empty") { Payload = () => LayerPayload.Empty };
        CacheId id = trial.Make("base", null, new LayerSteps().Add(file));
        Require.Equal("", trial.Content(id, "empty"));
    }

    private static void What_was_added_through_a_link_is_read_by_the_path_it_was_added_with(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().Directory("usr").Directory("usr/lib").Symlink("lib", "usr/lib").File("lib/file", "content"));
        Require.Equal("content", trial.Content(id, "lib/file"));
    }

    private static void What_is_no_regular_file_is_not_opened(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().Directory("d").Symlink("link", "d").Fifo("fifo").File("file"));
        using ILayerContent content = trial.Driver.Open(id);
        foreach (string path in (string[])["d", "link", "fifo", ""])
        {
            Require.Throws<FileNotFoundException>(() => content.OpenFile(StepEntry.Bytes(path)).Dispose());
        }
    }

    private static void What_is_not_there_is_neither_described_nor_opened(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("d/file", "content"));
        using ILayerContent content = trial.Driver.Open(id);
        foreach (string path in (string[])["nothing", "d/nothing", "d/file/below", "no/such/place", "D/file", "d/fil", "d/filee"])
        {
            Require.True(!content.TryDescribe(StepEntry.Bytes(path), out _), $"'{path}' is not described");
            Require.Throws<FileNotFoundException>(() => content.OpenFile(StepEntry.Bytes(path)).Dispose());
        }
    }

    private static void A_layer_above_does_not_change_what_is_read_of_the_one_below(DriverTrial trial)
    {
        CacheId below = trial.Make("base", null, new LayerSteps().File("a", "old").File("b", "old").File("d/c", "old"));
        trial.Make("top", below, new LayerSteps().File("a", "new").Whiteout("b").Opaque("d"));
        Require.Equal("old", trial.Content(below, "a"));
        Require.Equal("old", trial.Content(below, "b"));
        Require.Equal("old", trial.Content(below, "d/c"));
    }

    private static void Contents_are_read_after_a_crash(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("file", "content"));
        ILayerWriter abandoned = trial.Driver.Create(DriverTrial.Id("half"), id, CancellationToken.None);
        new LayerSteps().File("file", "other").PushInto(abandoned);
        trial.Crash();
        Require.Equal("content", trial.Content(id, "file"));
        Require.Equal(DriverPresence.Absent, trial.Driver.Presence(DriverTrial.Id("half")));
    }

    private static void A_hard_link_is_read_as_the_file_it_names(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("d/file", "content").HardLink("link", "d/file"));
        Require.Equal("content", trial.Content(id, "link"));
    }

    private static void Hard_links_of_a_layer_are_recognised(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("one", "1").HardLink("two", "one").File("three", "1"));
        using ILayerContent content = trial.Driver.Open(id);
        ulong[] numbers = new ulong[3];
        foreach ((int index, string path) in ((string[])["one", "two", "three"]).Index())
        {
            Require.True(content.TryDescribe(StepEntry.Bytes(path), out LayerEntry entry), $"{path} is described");
            numbers[index] = entry.FileNumber;
        }

        Require.True(numbers[0] != 0 && numbers[0] == numbers[1], "two names of one file have one number");
        Require.True(numbers[2] != numbers[0], "another file has another");
    }

    private static void A_path_through_a_link_of_the_layer_is_followed(DriverTrial trial)
    {
        CacheId id = trial.Make("base", null, new LayerSteps().File("usr/lib/file", "content").Symlink("lib", "/usr/lib").Symlink("l", "./usr/../lib"));
        Require.Equal("content", trial.Content(id, "lib/file"));
        Require.Equal("content", trial.Content(id, "l/file"));
    }

    private static void A_path_through_a_link_never_leaves_the_layer(DriverTrial trial)
    {
        string deep = string.Concat(Enumerable.Repeat("../", 30)) + trial.Canary[1..];
        CacheId id = trial.Make("base", null, new LayerSteps().Symlink("a", trial.Canary).Symlink("r", deep).Symlink("file", trial.Canary + "/file"));
        using ILayerContent content = trial.Driver.Open(id);
        foreach (string path in (string[])["a/file", "r/file", "file", trial.Canary[1..] + "/file"])
        {
            Require.Throws<FileNotFoundException>(() => content.OpenFile(StepEntry.Bytes(path)).Dispose());
        }

        Require.True(!content.TryDescribe(StepEntry.Bytes("a/dir/file"), out _), "nothing outside is described");
    }
}

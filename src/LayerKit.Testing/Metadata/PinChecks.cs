using System.Globalization;
using LayerKit.Metadata;
using static LayerKit.Testing.Metadata.MetadataStoreConformance;

namespace LayerKit.Testing.Metadata;

/// <summary>Pins on their own.</summary>
internal static class PinChecks
{
    private static readonly LayerRecord Layer = StoreTrial.Layer("pinned");

    public static IEnumerable<(string Name, Action<StoreTrial> Body)> All { get; } =
    [
        Check(A_pin_reads_back_as_it_was_put),
        Check(A_pin_without_owner_expiry_and_labels_reads_back),
        Check(Times_of_a_pin_are_kept_to_the_tick),
        Check(Labels_of_a_pin_are_kept_whatever_they_say),
        Check(A_pin_that_is_put_again_replaces_the_first),
        Check(Removing_a_pin_says_whether_it_was_there),
        Check(A_removed_pin_does_not_come_back),
        Check(Pins_are_found_by_their_layer),
        Check(A_pin_may_name_a_layer_that_is_not_there),
        Check(Removing_a_layer_leaves_its_pins),
        Check(A_pin_may_have_any_readable_name),
        Check(What_is_no_name_of_a_pin_is_refused),
        Check(A_pin_that_could_not_be_read_back_is_refused),
        Check(A_thousand_pins_are_each_found_once),
        Check(Pins_may_be_removed_while_they_are_enumerated),
    ];

    private static void A_pin_reads_back_as_it_was_put(StoreTrial trial)
    {
        PinRecord pin = StoreTrial.Pin("shop/web:1.4", Layer) with
        {
            Expires = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero),
            Labels = new Dictionary<string, string> { ["project"] = "shop", ["rid"] = "linux-x64" },
        };
        trial.Store.PutPin(pin);
        Require.Equal(pin, trial.Store.FindPin(pin.Name));
        Require.Equal(pin, trial.Crash().FindPin(pin.Name));
        Require.Equal(pin, trial.Reopen().FindPin(pin.Name));
        Require.Same([pin.Name], trial.Store.Pins());
    }

    private static void A_pin_without_owner_expiry_and_labels_reads_back(StoreTrial trial)
    {
        PinRecord pin = StoreTrial.Pin("web", Layer) with { Owner = null };
        trial.Store.PutPin(pin);
        Require.Equal(pin, trial.Store.FindPin("web"));
        trial.Store.PutPin(pin with { Owner = "" });
        Require.Equal("", trial.Store.FindPin("web")?.Owner);
    }

    private static void Times_of_a_pin_are_kept_to_the_tick(StoreTrial trial)
    {
        DateTimeOffset odd = new DateTimeOffset(2026, 12, 31, 23, 59, 59, TimeSpan.FromHours(5.5)).AddTicks(1_234_567);
        foreach (DateTimeOffset time in (DateTimeOffset[])[odd, DateTimeOffset.MinValue, DateTimeOffset.MaxValue])
        {
            trial.Store.PutPin(StoreTrial.Pin("web", Layer) with { Created = time, Expires = time });
            Require.Equal(time, trial.Store.FindPin("web")!.Created);
            Require.Equal(time, trial.Store.FindPin("web")!.Expires);
        }
    }

    private static void Labels_of_a_pin_are_kept_whatever_they_say(StoreTrial trial)
    {
        Dictionary<string, string> labels = Enumerable.Range(0, 1000).ToDictionary(number => $"label {number}", number => $"value {number}");
        labels["empty"] = "";
        labels[" quotes \" ' and \\"] = "line\nline\ttab\0nul </script> \u2028";
        labels["\U0001f9c5"] = "\u00e9e\u0301";
        PinRecord pin = StoreTrial.Pin("web", Layer) with { Owner = "o'wner\n\"x\"", Labels = labels };
        trial.Store.PutPin(pin);
        Require.Equal(pin, trial.Store.FindPin("web"));
    }

    private static void A_pin_that_is_put_again_replaces_the_first(StoreTrial trial)
    {
        LayerRecord other = StoreTrial.Layer("other");
        trial.Store.PutPin(StoreTrial.Pin("web", Layer) with { Labels = new Dictionary<string, string> { ["old"] = "label" } });
        PinRecord second = StoreTrial.Pin("web", other) with { Owner = "new" };
        trial.Store.PutPin(second);
        Require.Equal(second, trial.Store.FindPin("web"));
        Require.Same(["web"], trial.Store.Pins());
        Require.Empty(trial.Store.Pins(Layer.ChainId));
        Require.Same(["web"], trial.Store.Pins(other.ChainId));
    }

    private static void Removing_a_pin_says_whether_it_was_there(StoreTrial trial)
    {
        trial.Store.PutPin(StoreTrial.Pin("web", Layer));
        Require.True(!trial.Store.RemovePin("other"));
        Require.True(trial.Store.RemovePin("web"));
        Require.True(!trial.Store.RemovePin("web"));
        Require.Null(trial.Store.FindPin("web"));
    }

    private static void A_removed_pin_does_not_come_back(StoreTrial trial)
    {
        trial.Commit(Layer, pin: StoreTrial.Pin("with", Layer));
        trial.Store.PutPin(StoreTrial.Pin("alone", Layer));
        trial.Store.RemovePin("with");
        trial.Store.RemovePin("alone");
        foreach (Func<IMetadataStore> then in (Func<IMetadataStore>[])[() => trial.Store, trial.Crash, trial.Reopen])
        {
            Require.Empty(then().Pins());
            Require.Null(trial.Store.FindPin("with"));
        }
    }

    private static void Pins_are_found_by_their_layer(StoreTrial trial)
    {
        trial.Store.PutPin(StoreTrial.Pin("one", Layer));
        trial.Store.PutPin(StoreTrial.Pin("two", Layer));
        trial.Store.PutPin(StoreTrial.Pin("three", StoreTrial.Layer("other")));
        Require.Same(["one", "two"], trial.Store.Pins(Layer.ChainId));
        trial.Store.RemovePin("one");
        Require.Same(["two"], trial.Store.Pins(Layer.ChainId));
        Require.Empty(trial.Store.Pins(StoreTrial.Layer("unknown").ChainId));
    }

    private static void A_pin_may_name_a_layer_that_is_not_there(StoreTrial trial)
    {
        PinRecord pin = StoreTrial.Pin("web", StoreTrial.Layer("never registered"));
        trial.Store.PutPin(pin);
        Require.Equal(pin, trial.Store.FindPin("web"));
        Require.True(!trial.Store.HasLayer(pin.ChainId));
    }

    private static void Removing_a_layer_leaves_its_pins(StoreTrial trial)
    {
        trial.Commit(Layer);
        trial.Store.PutPin(StoreTrial.Pin("web", Layer));
        trial.Store.RemoveLayer(Layer.ChainId);
        Require.Same(["web"], trial.Store.Pins(Layer.ChainId));
    }

    private static void A_pin_may_have_any_readable_name(StoreTrial trial)
    {
        string[] names =
        [
            "shop/web:1.4", "a", "A", "a/b", "a//b", "/", "//", "/a", "a/", ".", "..", "../..", "a.json", ".json", "%", "%41", "%2f", "+", "a+/b", "~", " ", "con",
            "'; --", "e\u0301", "\u00e9", "\U0001f9c5", new string('/', 255), new string('n', 255), new string('\u00e9', 127) + "X", new string('/', 66) + ".json",
        ];
        foreach (string name in names)
        {
            trial.Store.PutPin(StoreTrial.Pin(name, Layer));
        }

        Require.Same(names, trial.Reopen().Pins());
        Require.Same(names, names.Select(name => trial.Store.FindPin(name)?.Name));
        Require.Same(names, trial.Store.Pins(Layer.ChainId));
        Require.True(names.All(trial.Store.RemovePin));
        Require.Empty(trial.Store.Pins());
    }

    private static void What_is_no_name_of_a_pin_is_refused(StoreTrial trial)
    {
        foreach (string name in (string[])["", "a\0", "a\nb", "\t", "\u007f", "\u0085", "web\ud800", new string('n', 256), new string('\u00e9', 128)])
        {
            Require.Throws<ArgumentException>(() => trial.Store.PutPin(StoreTrial.Pin(name, Layer)));
            Require.Throws<ArgumentException>(() => trial.Store.FindPin(name));
            Require.Throws<ArgumentException>(() => trial.Store.RemovePin(name));
        }

        Require.Empty(trial.Store.Pins());
    }

    private static void A_pin_that_could_not_be_read_back_is_refused(StoreTrial trial)
    {
        PinRecord pin = StoreTrial.Pin("web", Layer);
        PinRecord[] faults =
        [
            pin with { ChainId = default },
            pin with { Owner = "\ud800" },
            pin with { Labels = null! },
            pin with { Labels = new Dictionary<string, string> { [""] = "no key" } },
            pin with { Labels = new Dictionary<string, string> { ["no value"] = null! } },
            pin with { Labels = new Dictionary<string, string> { ["half a pair"] = "\udc00" } },
        ];
        using IMetadataTransaction transaction = trial.Store.Begin(Layer.CacheId);
        foreach (PinRecord fault in faults)
        {
            Require.Throws<ArgumentException>(() => trial.Store.PutPin(fault));
            Require.Throws<ArgumentException>(() => transaction.Put(fault));
        }

        Require.Empty(trial.Store.Pins());
    }

    private static void A_thousand_pins_are_each_found_once(StoreTrial trial)
    {
        string[] names = [.. Enumerable.Range(0, 1100).Select(number => "pin/" + number.ToString(CultureInfo.InvariantCulture))];
        foreach (string name in names)
        {
            trial.Store.PutPin(StoreTrial.Pin(name, Layer));
        }

        Require.Same(names, trial.Store.Pins());
        Require.Same(names, trial.Store.Pins(Layer.ChainId));
    }

    private static void Pins_may_be_removed_while_they_are_enumerated(StoreTrial trial)
    {
        for (int number = 0; number < 100; number++)
        {
            trial.Store.PutPin(StoreTrial.Pin($"pin {number}", Layer));
        }

        Require.True(trial.Store.Pins().All(trial.Store.RemovePin));
        Require.Empty(trial.Store.Pins());
    }
}

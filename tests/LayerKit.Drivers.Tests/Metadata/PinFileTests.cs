using LayerKit.Drivers.Metadata;
using LayerKit.Errors;
using LayerKit.Metadata;

namespace LayerKit.Drivers.Tests.Metadata;

/// <summary>Pins as files, where a crash can come between two renames.</summary>
public sealed class PinFileTests : IDisposable
{
    private readonly DockerRoot _root = new();
    private readonly LayerRecord _layer = DockerRoot.Layer("layer");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_pin_is_a_JSON_file_with_an_escaped_name()
    {
        _root.Open(sync: true).PutPin(Pin("shop/Web:1.4") with { Labels = new Dictionary<string, string> { ["rid"] = "linux-x64" } });
        string[] expected =
        [
            "{", """  "name": "shop/Web:1.4",""", $"""  "layer": "{_layer.ChainId}",""", """  "owner": "build",""", """  "labels": {""",
            """    "rid": "linux-x64" """.TrimEnd(), "  },", """  "created": "2026-01-02T03:04:05+00:00" """.TrimEnd(), "}",
        ];
        Assert.Equal(expected, File.ReadAllLines(_root["layerkit/pins/shop%2f%57eb%3a1.4.json"]));
        Assert.Empty(Directory.GetFileSystemEntries(_root["layerkit/pins-pending"]));
    }

    [Fact]
    public void A_crash_between_the_two_renames_of_a_pinned_layer_is_finished_by_whoever_looks_at_pins()
    {
        DockerMetadataStore before = _root.Open();
        DockerRoot.Commit(before, _layer);
        before.PutPin(Pin("web"));
        File.Move(_root["layerkit/pins/web.json"], Pending());
        DockerMetadataStore after = _root.Open();
        Assert.Equal(Pin("web"), after.FindPin("web"));
        Assert.False(File.Exists(Pending()));
    }

    [Fact]
    public void A_pin_whose_commit_lost_is_not_taken_for_the_winners()
    {
        DockerMetadataStore store = _root.Open();
        LayerRecord winner = _layer with { CacheId = Identity.CacheId.NewRandom() };
        DockerRoot.Commit(store, winner);
        store.PutPin(Pin("web"));
        File.Move(_root["layerkit/pins/web.json"], Pending());
        _root.WriteIntent(_layer.CacheId);
        Assert.Empty(store.Pins());
        store.Forget(_layer.CacheId);
        Assert.False(File.Exists(Pending()));
    }

    [Fact]
    public void What_a_crash_leaves_of_writing_and_removing_a_pin_is_swept_or_used_again()
    {
        _root.Open().PutPin(Pin("web"));
        File.WriteAllText(_root["layerkit/pins-pending/.abc"], "{");
        File.WriteAllText(_root["layerkit/pins-pending/.removed"], "{");
        DockerMetadataStore after = _root.Open();
        Assert.Equal(["web"], after.Pins());
        Assert.True(after.RemovePin("web"));
        Assert.Empty(Directory.GetFileSystemEntries(_root["layerkit/pins-pending"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"web\",\"layer\":\"sha256:00\",\"labels\":{},\"created\":\"2026-01-02T03:04:05+00:00\"}")]
    [InlineData("{\"name\":\"web\",\"labels\":{},\"created\":\"2026-01-02T03:04:05+00:00\"}")]
    public void A_damaged_pin_is_reported_by_its_file_and_blocks_the_question_what_pins_a_layer(string content)
    {
        DockerMetadataStore store = _root.Open();
        string path = _root["layerkit/pins/web.json"];
        File.WriteAllText(path, content);
        Assert.Equal(path, Assert.Throws<MetadataCorruptException>(() => store.FindPin("web")).Record);
        Assert.Throws<MetadataCorruptException>(() => store.Pins(_layer.ChainId).ToList());
        Assert.Equal(["web"], store.Pins());
    }

    [Fact]
    public void The_file_of_another_pin_is_damage()
    {
        DockerMetadataStore store = _root.Open();
        store.PutPin(Pin("web"));
        File.Copy(_root["layerkit/pins/web.json"], _root["layerkit/pins/copy.json"]);
        Assert.Contains("another pin, 'web'", Assert.Throws<MetadataCorruptException>(() => store.FindPin("copy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_pins_is_ignored()
    {
        DockerMetadataStore store = _root.Open();
        foreach (string name in (string[])["README", "%61.json", "%2F.json", "A.json", "x%.json"])
        {
            File.WriteAllText(_root["layerkit/pins/" + name], "{}");
        }

        Assert.Empty(store.Pins());
    }

    private PinRecord Pin(string name) =>
        new(name, _layer.ChainId, "build", null, new Dictionary<string, string>(), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private string Pending() => _root[$"layerkit/pins-pending/{_layer.CacheId}.json"];
}

using System.Collections;
using LayerKit.MSBuild.Tasks;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild;

/// <summary>What a build from outside cannot bring about at a chosen moment.</summary>
public sealed class TaskTests : IDisposable
{
    private readonly TempRoot _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_cancelled_task_says_so_and_leaves_no_results()
    {
        File.WriteAllBytes(_root["a.tar"], new byte[1024]);
        var engine = new RecordingEngine();
        using CollectLayers collect = Collect(engine, "a.tar");
        Assert.True(collect.Execute(), string.Join('\n', engine.Errors));
        using ImportLayers import = Import(engine, "a.tar");

        import.Cancel();

        Assert.False(import.Execute());
        Assert.Equal("LK4501", Assert.Single(engine.Errors).Code);
        Assert.False(File.Exists(_root["results"]));
    }

    [Theory]
    [InlineData("content")]
    [InlineData("longer content")]
    public async Task A_file_that_changes_between_look_and_read_is_LK4106(string now)
    {
        Directory.CreateDirectory(_root["dir"]);
        await File.WriteAllTextAsync(_root["dir/file"], "CONTENT");
        var engine = new RecordingEngine();
        using CollectLayers collect = Collect(engine, "dir");
        Assert.True(collect.Execute(), string.Join('\n', engine.Errors));

        await File.WriteAllTextAsync(_root["dir/file"], now);
        File.SetLastWriteTimeUtc(_root["dir/file"], DateTime.UnixEpoch);

        using ImportLayers import = Import(engine, "dir");
        Assert.False(import.Execute());
        Assert.Equal(
            ("LK4106", "the input of layer 'dir' changed while the build ran: build again when nothing writes to it"),
            (Assert.Single(engine.Errors).Code, engine.Errors[0].Message));
        Assert.False(File.Exists(_root["results"]));
    }

    [Fact]
    public void What_no_code_was_made_for_is_LK4000_and_no_exception()
    {
        Directory.CreateDirectory(_root["results"]);
        var engine = new RecordingEngine();
        using var read = new ExportLayers { BuildEngine = engine, ResultsFile = _root["results"], StorePath = _root["store"] };

        Assert.False(read.Execute());

        BuildErrorEventArgs error = Assert.Single(engine.Errors);
        Assert.Equal("LK4000", error.Code);
        Assert.Equal("docs/diagnostics/LK4000.md", error.HelpLink);
    }

    [Fact]
    public void Every_code_of_a_build_has_a_page()
    {
        IEnumerable<string> codes = typeof(Items.ItemCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Append("LK4001");

        Assert.All(codes, code => Assert.StartsWith($"# {code}: ", File.ReadAllText($"{BuildSandbox.RepositoryRoot}docs/diagnostics/{code}.md"), StringComparison.Ordinal));
    }

    private CollectLayers Collect(RecordingEngine engine, string input) => new()
    {
        BuildEngine = engine,
        Imports = [new Microsoft.Build.Utilities.TaskItem(_root[input])],
        InputsFile = _root["inputs"],
        ResultsFile = _root["results"],
        StorePath = _root["store"],
    };

    private ImportLayers Import(RecordingEngine engine, string input) => new()
    {
        BuildEngine = engine,
        Imports = [new Microsoft.Build.Utilities.TaskItem(_root[input])],
        InputsFile = _root["inputs"],
        ResultsFile = _root["results"],
        StorePath = _root["store"],
    };

    private sealed class RecordingEngine : IBuildEngine
    {
        public List<BuildErrorEventArgs> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => false;

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
        }

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
        }

        public void LogWarningEvent(BuildWarningEventArgs e)
        {
        }
    }
}

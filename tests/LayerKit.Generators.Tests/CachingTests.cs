using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LayerKit.Generators.Tests;

/// <summary>What an edit makes run again.</summary>
public sealed class CachingTests
{
    private static readonly string[] OurSteps =
        [.. typeof(TrackingNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    private readonly CSharpCompilation _before = Harness.Compile(
        "App",
        [Sample.EveryOption, Sample.Memory, Sample.Handle, Sample.Host, Sample.Driver("own", "Own"), "namespace Other; public static class Unrelated;"],
        Harness.Plugin("Alpha", Sample.Driver("alpha", "Alpha")));

    [Theory]
    [InlineData("namespace Other; public static class Unrelated { public static int More() => 3; }")]
    [InlineData("// A comment.\nnamespace Other; public static class Renamed;")]
    public void An_unrelated_edit_runs_nothing_again(string edited)
    {
        GeneratorDriverRunResult result = Edit(5, _ => edited);
        foreach ((string step, IncrementalStepRunReason reason) in Reasons(result))
        {
            Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} was {reason}");
        }
    }

    [Fact]
    public void Space_above_a_plugin_runs_no_output_again()
    {
        GeneratorDriverRunResult result = Edit(0, source => "\n\n" + source);
        Assert.All(Reasons(result), item => Assert.True(item.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, item.ToString()));
    }

    [Theory]
    [InlineData("Min = 0, Max = 9", "Min = 0, Max = 11")]
    [InlineData("\"level\"", "\"effort\"")]
    public void An_edit_of_one_option_changes_one_file(string old, string edited)
    {
        IReadOnlyDictionary<string, string> before = Harness.Generate(_before).Files;
        IReadOnlyDictionary<string, string> after = Harness.Generate(Replace(0, source => source.Replace(old, edited, StringComparison.Ordinal))).Files;
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.Equal(["Acme.EveryDriverRegistration.g.cs"], before.Keys.Where(file => before[file] != after[file]));
    }

    [Fact]
    public void An_edit_of_one_option_writes_one_file_again()
    {
        GeneratorDriverRunResult result = Edit(0, source => source.Replace("Max = 9", "Max = 11", StringComparison.Ordinal));
        Assert.Single(Outputs(result), reason => reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
    }

    [Fact]
    public void A_new_driver_changes_the_manifest_and_the_host_and_nothing_of_the_others()
    {
        IReadOnlyDictionary<string, string> before = Harness.Generate(_before).Files;
        IReadOnlyDictionary<string, string> after = Harness.Generate(Replace(5, _ => Sample.Driver("extra", "Extra"))).Files;
        Assert.Equal(["Extra.SmallDriverRegistration.g.cs"], after.Keys.Except(before.Keys));
        Assert.Equal(["LayerPlugins.g.cs", "MyDrivers.g.cs"], before.Keys.Where(file => before[file] != after[file]).Order());
    }

    [Fact]
    public void A_change_of_a_reference_reaches_the_host_alone()
    {
        Generated first = Harness.Generate(_before);
        CSharpCompilation changed = _before.AddReferences(Harness.Plugin("Beta", Sample.Driver("beta", "Beta")));
        GeneratorDriverRunResult result = Harness.Generate(changed, first.Driver).Driver.GetRunResult();
        Assert.Single(Outputs(result), reason => reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void No_step_of_ours_passes_on_anything_of_the_compiler()
    {
        GeneratorDriverRunResult result = Harness.Generate(_before).Driver.GetRunResult();
        HashSet<string> seen = [];
        foreach ((string name, object value) in OurOutputs(result))
        {
            seen.Add(name);
            AssertPlain(name, value, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }

        Assert.Equal(OurSteps.Order(), seen.Order());
    }

    [Fact]
    public void Two_runs_over_equal_code_make_equal_models()
    {
        CSharpCompilation clone = Replace(0, source => source);
        Assert.Equal(OurOutputs(Harness.Generate(_before).Driver.GetRunResult()), OurOutputs(Harness.Generate(clone).Driver.GetRunResult()));
    }

    private static IEnumerable<(string Name, object Value)> OurOutputs(GeneratorDriverRunResult result) =>
        result.Results
            .SelectMany(generator => generator.TrackedSteps)
            .Where(step => OurSteps.Contains(step.Key))
            .SelectMany(step => step.Value.SelectMany(run => run.Outputs).Select(output => (step.Key, output.Value)));

    private static IEnumerable<(string Step, IncrementalStepRunReason Reason)> Reasons(GeneratorDriverRunResult result) =>
        result.Results
            .SelectMany(generator => generator.TrackedSteps)
            .Where(step => OurSteps.Contains(step.Key))
            .SelectMany(step => step.Value.SelectMany(run => run.Outputs).Select(output => (step.Key, output.Reason)))
            .Concat(Outputs(result).Select(reason => ("output", reason)));

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorDriverRunResult result) =>
        result.Results
            .SelectMany(generator => generator.TrackedOutputSteps)
            .SelectMany(step => step.Value)
            .SelectMany(run => run.Outputs)
            .Select(output => output.Reason);

    private static void AssertPlain(string step, object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Type type = value.GetType();
        Assert.False(
            type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true,
            $"step {step} passes on a {type}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertPlain(step, item, seen);
            }
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertPlain(step, field.GetValue(value), seen);
        }
    }

    private GeneratorDriverRunResult Edit(int file, Func<string, string> edit)
    {
        Generated first = Harness.Generate(_before);
        return Harness.Generate(Replace(file, edit), first.Driver).Driver.GetRunResult();
    }

    private CSharpCompilation Replace(int file, Func<string, string> edit)
    {
        SyntaxTree old = _before.SyntaxTrees[file];
        return _before.ReplaceSyntaxTree(old, Harness.Parse(edit(old.ToString()), old.FilePath));
    }
}

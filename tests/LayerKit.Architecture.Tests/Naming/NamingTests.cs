namespace LayerKit.Architecture.Tests.Naming;

public sealed class NamingTests
{
    private static readonly ProjectFile SampleProject = new("src/LayerKit.Sample/LayerKit.Sample.csproj", "<Project><PropertyGroup><RootNamespace>LayerKit</RootNamespace></PropertyGroup></Project>");

    [Fact]
    public void A_type_name_says_what_the_type_is() => Expect.None("no type name says Helper, Util, Manager, Common, Misc, Info, Data, Impl or Base", NamingRules.EmptyNames);

    [Theory]
    [InlineData("class PathHelper;", "PathHelper says 'Helper'")]
    [InlineData("interface IDataReader;", "IDataReader says 'Data'")]
    [InlineData("record LayerInfo;", "LayerInfo says 'Info'")]
    [InlineData("class LayerBase;", "LayerBase says 'Base'")]
    [InlineData("class Outer { struct FileUtils; }", "FileUtils says 'Utils'")]
    [InlineData("delegate void CommonAction();", "CommonAction says 'Common'")]
    public void An_empty_word_is_found(string text, string found) => Expect.Found(NamingRules.EmptyNames(Sample("A.cs", text)), found);

    [Theory]
    [InlineData("class MetadataStore;")]
    [InlineData("class Database;")]
    [InlineData("class Information;")]
    [InlineData("abstract class LayerBase;")]
    [InlineData("class HTTPDatabaseImplied;")]
    public void A_longer_word_is_another_word(string text) => Assert.Empty(NamingRules.EmptyNames(Sample("A.cs", text)));

    [Fact]
    public void A_file_holds_one_type_of_its_name() => Expect.None("a file holds one top-level type of its name; parts are called Type.Aspect.cs", NamingRules.SharedOrMisnamedFiles);

    [Theory]
    [InlineData("Layer.cs", "class Layer; enum State;", "a further top-level type, State")]
    [InlineData("Layer.cs", "class RWLayer;", "RWLayer belongs in a file of its name")]
    [InlineData("Layer.Linux.cs", "class Layer;", "partial type with an aspect")]
    [InlineData("Layer.cs", "namespace N { delegate void Other(); }", "Other belongs in a file of its name")]
    public void A_shared_or_misnamed_file_is_found(string name, string text, string found) => Expect.Found(NamingRules.SharedOrMisnamedFiles(Sample(name, text)), found);

    [Theory]
    [InlineData("Layer.cs", "class Layer { enum State; }")]
    [InlineData("Layer.Linux.cs", "partial class Layer;")]
    [InlineData("Program.cs", "f();")]
    public void A_file_named_like_its_type_is_right(string name, string text) => Assert.Empty(NamingRules.SharedOrMisnamedFiles(Sample(name, text)));

    [Fact]
    public void A_namespace_is_the_root_namespace_and_the_folders() => Expect.None("namespace = root namespace + folders", CheckNamespaces);

    [Theory]
    [InlineData("Drivers/A.cs", "namespace LayerKit;", "namespace LayerKit, expected LayerKit.Drivers")]
    [InlineData("A.cs", "namespace LayerKit.Sample;", "namespace LayerKit.Sample, expected LayerKit")]
    [InlineData("A.cs", "namespace System.Runtime.CompilerServices;", "expected LayerKit")]
    public void A_misplaced_namespace_is_found(string name, string text, string found) =>
        Expect.Found(NamingRules.MisplacedNamespaces(Sample(name, text), SampleProject), found);

    [Fact]
    public void A_namespace_of_its_folder_is_right() => Assert.Empty(NamingRules.MisplacedNamespaces(Sample("Drivers/Linux/A.cs", "namespace LayerKit.Drivers.Linux;"), SampleProject));

    [Fact]
    public void A_namespace_that_others_look_for_is_right_when_it_says_so() =>
        Assert.Empty(NamingRules.MisplacedNamespaces(Sample("A.cs", "#pragma warning disable IDE0130 // MSBuild looks here\nnamespace Microsoft.Build.Framework;"), SampleProject));

    [Fact]
    public void A_shared_file_in_a_foreign_namespace_is_found() =>
        Expect.Found(NamingRules.MisplacedSharedNamespaces(new("tests/Shared/A.cs", "namespace LayerKit.Other;")), "expected LayerKit.Tests");

    [Fact]
    public void A_class_is_sealed_static_or_abstract() => Expect.None("a class is sealed, static or abstract", NamingRules.OpenClasses(Repository.Sources));

    [Theory]
    [InlineData("class A;", "A is neither")]
    [InlineData("namespace N; sealed class A { record B; }", "N.A.B is neither")]
    [InlineData("partial class A; partial class A;", "A is neither")]
    [InlineData("record class A(int X);", "A is neither")]
    public void An_open_class_is_found(string text, string found) => Expect.Found(NamingRules.OpenClasses([Sample("A.cs", text)]), found);

    [Fact]
    public void One_part_closes_a_partial_class() =>
        Assert.Empty(NamingRules.OpenClasses([Sample("A.cs", "sealed partial class A; record struct S(int X); struct T;"), Sample("A.B.cs", "partial class A;")]));

    [Fact]
    public void A_class_of_benchmarks_stays_open() => Assert.Empty(NamingRules.OpenClasses([Sample("A.cs", "public class A { [Benchmark] public void B() { } }")]));

    private static IEnumerable<Finding> CheckNamespaces(SourceFile file)
    {
        ProjectFile? project = Repository.Projects.FirstOrDefault(candidate => file.Path.StartsWith(candidate.Directory + "/", StringComparison.Ordinal));
        return project is null ? NamingRules.MisplacedSharedNamespaces(file) : NamingRules.MisplacedNamespaces(file, project);
    }

    private static SourceFile Sample(string name, string text) => new("src/LayerKit.Sample/" + name, text);
}

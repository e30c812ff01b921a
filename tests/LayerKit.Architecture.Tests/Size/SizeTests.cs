namespace LayerKit.Architecture.Tests.Size;

public sealed class SizeTests
{
    [Fact]
    public void A_body_has_at_most_60_lines() => Expect.None("a body has at most 60 lines", SizeRules.LongBodies);

    [Theory]
    [InlineData("class A { void M() {#} }", "M has 61")]
    [InlineData("class A { A() {#} }", "A has 61")]
    [InlineData("class A { int P { get {#} } }", "get accessor has 61")]
    [InlineData("class A { int P => f(#); }", "P has 61")]
    [InlineData("class A { void M() => f(#); }", "M has 61")]
    [InlineData("class A { Action a = () => {#}; }", "lambda has 61")]
    [InlineData("class A { void M() => f(() => {#}); }", "M has 61", "lambda has 61")]
    [InlineData("f();#", "top-level statements has 61")]
    public void A_body_of_61_lines_is_found(string shape, params string[] found)
    {
        Expect.Found(SizeRules.LongBodies(Stretched(shape, 61)), found);
        Assert.Empty(SizeRules.LongBodies(Stretched(shape, 60)));
    }

    [Fact]
    public void A_long_local_function_is_found_beside_its_method() =>
        Expect.Found(SizeRules.LongBodies(Stretched("class A { void M() { void Inner() {#} } }", 61)), "M has 61", "Inner has 61");

    [Fact]
    public void A_file_has_at_most_400_lines() => Expect.None("a file has at most 400 lines", SizeRules.LongFiles);

    [Fact]
    public void A_file_of_401_lines_is_found()
    {
        Expect.Found(SizeRules.LongFiles(new("A.cs", new string('\n', 401))), "has 401 lines");
        Assert.Empty(SizeRules.LongFiles(new("A.cs", new string('\n', 400))));
        Assert.Empty(SizeRules.LongFiles(new("A.cs", new string('\n', 399) + "}")));
    }

    [Fact]
    public void A_method_has_at_most_6_parameters_and_a_constructor_8() =>
        Expect.None("a method has at most 6 parameters, a constructor or record 8", SizeRules.LongParameterLists);

    [Fact]
    public void A_seventh_parameter_is_found()
    {
        Expect.Found(SizeRules.LongParameterLists(Sample("class A { void M(int a, int b, int c, int d, int e, int f, int g) { } }")), "7 parameters, 6");
        Assert.Empty(SizeRules.LongParameterLists(Sample("class A { void M(int a, int b, int c, int d, int e, int f) { } }")));
    }

    [Fact]
    public void A_ninth_positional_parameter_is_found()
    {
        const string Eight = "int a, int b, int c, int d, int e, int f, int g, int h";
        Expect.Found(SizeRules.LongParameterLists(Sample($"record A({Eight}, int i); class B {{ B({Eight}, int i) {{ }} }}")), "9 parameters, 8", "9 parameters, 8");
        Assert.Empty(SizeRules.LongParameterLists(Sample($"record A({Eight}); class B {{ B({Eight}) {{ }} }}")));
    }

    [Fact]
    public void Code_is_nested_at_most_4_deep() => Expect.None("code is nested at most 4 deep", SizeRules.DeepNesting);

    [Theory]
    [InlineData("if (a) { foreach (var b in c) { while (d) { try { # } finally { } } } }")]
    [InlineData("for (;;) { do { switch (a) { case 1: lock (b) { # } break; } } while (c); }")]
    [InlineData("using (a) using (b) { if (c) { } else if (d) { f(() => { if (e) { # } }); } }")]
    public void A_fifth_level_is_found(string four)
    {
        Expect.Found(SizeRules.DeepNesting(Nested(four, "if (x) { }")), "nested 5 deep");
        Assert.Empty(SizeRules.DeepNesting(Nested(four, "x();")));
    }

    [Fact]
    public void An_example_has_fewer_than_100_lines() => Expect.None("an example has fewer than 100 lines", SizeRules.LongExamples(Repository.Sources));

    [Fact]
    public void An_example_of_100_lines_is_found_however_it_is_cut() =>
        Expect.Found(
            SizeRules.LongExamples([new("examples/A/A.cs", new string('\n', 60)), new("examples/A/B.cs", new string('\n', 40)), new("src/C/C.cs", new string('\n', 100))]),
            "examples/A: has 100 lines");

    private static SourceFile Sample(string text) => new("src/Sample/A.cs", text);

    private static SourceFile Nested(string outer, string inner) =>
        Sample($"class A {{ void M() {{ {outer.Replace("#", inner, StringComparison.Ordinal)} }} }}");

    private static SourceFile Stretched(string shape, int lines) =>
        Sample(shape.Replace("#", new string('\n', lines - 1) + (shape.EndsWith('#') ? "g();" : ""), StringComparison.Ordinal));
}
